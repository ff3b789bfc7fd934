"""A small OpenID provider: `openid_provider.py PORT SECRET` signs in whoever `as=` names, without asking for anything.

`with=` asks it to misbehave.
"""

import json
import os
import secrets
import sys
import time
from types import SimpleNamespace
from typing import Any

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # loopback

import uvicorn
from authlib.oauth2.rfc6749 import AuthorizationServer, OAuth2Request
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from authlib.oauth2.rfc6750 import BearerTokenGenerator
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import OpenIDCode, UserInfo
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

PORT = int(sys.argv[1])
ISSUER = f"http://127.0.0.1:{PORT}"
SECRET = sys.argv[2]
PEOPLE = {
    "kim": {"sub": "1", "email": "kim@bron.nl", "email_verified": True},
    "unverified": {"sub": "2", "email": "kim@bron.nl", "email_verified": False},
    "stranger": {"sub": "3", "email": "nobody@bron.nl", "email_verified": True},
}
KEYS = {"good": RSAKey.generate_key(2048, {"kid": "a"}), "forged": RSAKey.generate_key(2048, {"kid": "a"})}
codes: dict[str, Any] = {}
mischief: set[str] = set()


class Client(SimpleNamespace):
    """The only client."""

    client_id = "dossierpoort"

    def check_redirect_uri(self, uri: str) -> bool:
        return uri.endswith("/inloggen/terug")

    def check_client_secret(self, secret: str) -> bool:
        return secret == SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return (method, endpoint) == ("client_secret_basic", "token")

    def check_response_type(self, kind: str) -> bool:
        return kind == "code"

    def check_grant_type(self, kind: str) -> bool:
        return kind == "authorization_code"

    def get_allowed_scope(self, scope: str) -> str:
        return scope


class Code(SimpleNamespace):
    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str:
        return "another" if "nonce" in mischief else self.nonce

    def get_auth_time(self) -> int:
        return int(time.time())

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


class Grant(AuthorizationCodeGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic"]  # noqa: RUF012 - as the library has it

    def save_authorization_code(self, code: str, request: OAuth2Request) -> None:
        given = request.payload.data
        codes[code] = Code(
            code=code,
            redirect_uri=request.payload.redirect_uri,
            scope=request.scope,
            nonce=given.get("nonce"),
            user=request.user,
            code_challenge=given["code_challenge"],
            code_challenge_method=given["code_challenge_method"],
        )

    def query_authorization_code(self, code: str, _client: Client) -> Code | None:
        return codes.get(code)

    def delete_authorization_code(self, code: Code) -> None:
        del codes[code.code]

    def authenticate_user(self, code: Code) -> Any:
        return code.user


class Extension(OpenIDCode):
    def exists_nonce(self, nonce: str, _request: OAuth2Request) -> bool:
        return any(code.nonce == nonce for code in codes.values())

    def get_client_algorithm(self, _client: Client) -> str:
        return "RS256"

    def get_client_claims(self, client: Client) -> dict[str, Any]:
        issuer = "http://elsewhere" if "issuer" in mischief else ISSUER
        return {"iss": issuer, "aud": ["another" if "audience" in mischief else client.client_id]}

    def get_encode_header(self, _client: Client) -> dict[str, str]:
        return {"alg": "RS256", "kid": "a"}

    def get_compatible_claims(self, request: OAuth2Request) -> dict[str, Any]:
        moment = int(time.time()) - (86400 if "expired" in mischief else 0)
        return {**self.get_client_claims(request.client), "iat": moment, "exp": moment + 600}

    def resolve_client_private_key(self, _client: Client) -> RSAKey:
        return KEYS["forged" if "signature" in mischief else "good"]

    def generate_user_info(self, user: dict[str, Any], _scope: str) -> UserInfo:
        return UserInfo(user)


class Server(AuthorizationServer):
    def query_client(self, client_id: str) -> Client | None:
        return Client() if client_id == Client.client_id else None

    def save_token(self, token: dict[str, Any], request: OAuth2Request) -> None:
        pass

    def send_signal(self, *_: Any, **__: Any) -> None:
        pass

    def create_oauth2_request(self, request: Any) -> OAuth2Request:
        return request

    def handle_response(self, status: int, body: Any, headers: list[tuple[str, str]]) -> Response:
        text = json.dumps(body) if isinstance(body, dict) else body
        return Response(text, status, dict(headers))


class Given(OAuth2Request):
    """A request as the library wants it."""

    def __init__(self, request: Request, form: dict[str, str]) -> None:
        super().__init__(request.method, str(request.url), headers=request.headers)
        self._args, self._given = dict(request.query_params), form
        self.payload = BasicOAuth2Payload({**self._args, **form})

    @property
    def args(self) -> dict[str, str]:
        return self._args

    @property
    def form(self) -> dict[str, str]:
        return self._given


server = Server()
server.register_token_generator("default", BearerTokenGenerator(lambda *_, **__: secrets.token_hex(16)))
server.register_grant(Grant, [Extension(require_nonce=True), CodeChallenge(required=True)])


async def authorize(request: Request) -> Response:
    given = Given(request, {})
    user = PEOPLE.get(request.query_params.get("as", ""))
    mischief.clear()
    mischief.update(request.query_params.get("with", "").split())
    given.user = user
    grant = server.get_consent_grant(given, user)
    return server.create_authorization_response(given, user, grant)


async def token(request: Request) -> Response:
    return server.create_token_response(Given(request, dict(await request.form())))


async def about(_request: Request) -> Response:
    told = {"issuer": ISSUER, "jwks_uri": f"{ISSUER}/jwks"}
    return JSONResponse(told | {"authorization_endpoint": f"{ISSUER}/authorize", "token_endpoint": f"{ISSUER}/token"})


async def jwks(_request: Request) -> Response:
    return JSONResponse({"keys": [KEYS["good"].as_dict(private=False)]})


if __name__ == "__main__":
    routes = [
        Route("/authorize", authorize),
        Route("/token", token, methods=["POST"]),
        Route("/.well-known/openid-configuration", about),
        Route("/jwks", jwks),
    ]
    uvicorn.run(Starlette(routes=routes), port=PORT, log_level="error")
