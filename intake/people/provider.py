"""Talking to an OpenID Connect provider: authorization code with PKCE, state and nonce (as RFC 9700 asks)."""

import secrets
import threading
import time
from dataclasses import dataclass
from typing import Any, Final

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from intake.settings import Settings

ALGORITHMS: Final = ["RS256", "PS256", "ES256", "EdDSA"]  # never a shared secret, never none
LEEWAY = 60  # seconds that clocks may differ
KEPT = 3600  # seconds that what the provider says of itself is believed


class ProviderError(Exception):
    """The provider can't be reached, refuses, or sends what does not hold; the text tells which, without names."""


@dataclass(frozen=True)
class Attempt:
    """What one browser must come back with; kept in its cookie."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def new(cls) -> "Attempt":
        """One that nobody can guess."""
        return cls(*(secrets.token_urlsafe(32) for _ in range(3)))


@dataclass(frozen=True)
class Identity:
    """Who signed in there; `email` only when the provider vouches for it."""

    issuer: str
    subject: str
    email: str | None


class Provider:
    """The provider of the settings. What it says of itself is asked once an hour."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._issuer = settings.oidc_issuer or ""
        self._lock = threading.Lock()
        self._metadata: dict[str, Any] = {}
        self._until = 0.0

    def address(self, attempt: Attempt, redirect_uri: str) -> str:
        """Where to send the browser. Raises ProviderError."""
        endpoint = self._known()["authorization_endpoint"]
        with self._client(redirect_uri) as client:
            address, _ = client.create_authorization_url(
                endpoint, state=attempt.state, nonce=attempt.nonce, code_verifier=attempt.verifier
            )
        return str(address)

    def identity(self, attempt: Attempt, redirect_uri: str, code: str) -> Identity:
        """Who came back with this code. Raises ProviderError."""
        try:
            with self._client(redirect_uri) as client:
                token = client.fetch_token(
                    self._known()["token_endpoint"],
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=attempt.verifier,
                )
            claims = self._claims(token, attempt.nonce)
        except (OAuthError, JoseError, httpx2.HTTPError, KeyError, TypeError, ValueError) as error:
            raise ProviderError(type(error).__name__) from error
        email = claims.get("email") if claims.get("email_verified") is True else None
        return Identity(self._issuer, str(claims["sub"]), email)

    def _claims(self, token: dict[str, Any], nonce: str) -> CodeIDToken:
        client_id = self._settings.oidc_client_id
        try:
            found = jwt.decode(token["id_token"], self._known()["keys"], algorithms=ALGORITHMS)
        except InvalidKeyIdError:  # they have new keys
            self._until = 0
            found = jwt.decode(token["id_token"], self._known()["keys"], algorithms=ALGORITHMS)
        expected = {"iss": {"essential": True, "value": self._issuer}, "aud": {"essential": True, "value": client_id}}
        params = {"nonce": nonce, "client_id": client_id, "access_token": token.get("access_token")}
        claims = CodeIDToken(found.claims, found.header, expected, params)
        claims.validate(leeway=LEEWAY)
        return claims

    def _known(self) -> dict[str, Any]:
        """What the provider says of itself, and its keys."""
        with self._lock:
            if time.monotonic() > self._until:
                self._metadata = self._ask()
                self._until = time.monotonic() + KEPT
            return self._metadata

    def _ask(self) -> dict[str, Any]:
        try:
            with httpx2.Client(timeout=10) as client:
                told = (
                    client.get(f"{self._issuer.rstrip('/')}/.well-known/openid-configuration").raise_for_status().json()
                )
                if told["issuer"] != self._issuer:
                    raise ProviderError("another issuer than the settings name")
                keys = client.get(told["jwks_uri"]).raise_for_status().json()
            return {**told, "keys": KeySet.import_key_set(keys)}
        except (httpx2.HTTPError, JoseError, KeyError, TypeError, ValueError) as error:
            raise ProviderError(type(error).__name__) from error

    def _client(self, redirect_uri: str) -> OAuth2Client:
        return OAuth2Client(
            client_id=self._settings.oidc_client_id,
            client_secret=self._settings.oidc_client_secret,
            scope="openid email",
            redirect_uri=redirect_uri,
            code_challenge_method="S256",
            timeout=10,
        )
