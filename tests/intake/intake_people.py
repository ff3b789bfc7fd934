"""People with a browser, as far as the service can tell."""

import re
import secrets
from dataclasses import dataclass, field

import httpx
from intake_api import Api

from intake.access import KeyRole
from intake.people import passwords
from intake.store import people, schools

PASSWORD = "correct paard batterij nietje"  # noqa: S105 - of nobody


@dataclass
class Browser:
    """Keeps cookies, follows links by hand, and sends forms as a browser does."""

    api: Api
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, address: str, **headers: str) -> httpx.Response:
        return self._send("GET", address, None, headers)

    def post(self, address: str, data: dict[str, str], page: str | None = None, **headers: str) -> httpx.Response:
        """Send the form on `page` (the address itself, unless told) with these fields filled in."""
        token = re.search(r'name="csrf" value="(\w+)"', self.get(page or address).text)
        return self._send("POST", address, {"csrf": token[1] if token else ""} | data, headers)

    def sign_in(self, email: str, password: str = PASSWORD, back_to: str = "/") -> httpx.Response:
        return self.post("/inloggen", {"email": email, "wachtwoord": password, "naar": back_to})

    def token(self) -> str:
        """What forms of this session hold."""
        found = re.search(r'name="csrf" value="(\w+)"', self.get("/account").text)
        assert found
        return found[1]

    def drop(self, address: str = "/api/v1/dossiers", **fields: str) -> httpx.Response:
        """Send a file as a page of ours would."""
        given = {"cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        sent = [("files", ("a.pdf", b"%PDF-1.7"))]
        return self.api.client.post(address, headers=given, data={"csrf": self.token(), **fields}, files=sent)

    def _send(self, method: str, address: str, data: dict[str, str] | None, headers: dict[str, str]) -> httpx.Response:
        given = {"accept": "text/html", "sec-fetch-site": "same-origin"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        if self.cookies:
            given["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        response = self.api.client.request(method, address, data=data, headers=given)
        for cookie in response.headers.get_list("set-cookie"):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value.strip('"')
            if not self.cookies[name]:
                del self.cookies[name]
        self.api.client.cookies.clear()
        return response


def person(
    api: Api, role: KeyRole = "school", school: str | None = "De Bron", profiles: list[str] | None = None
) -> tuple[str, str]:
    """Somebody with a password; returns id and e-mail address."""
    email = f"{secrets.token_hex(6)}@bron.nl"
    with api.store.writing() as session:
        where = schools.ensure(session, school, None).id if role == "school" and school else None
        added = people.add(session, email=email, name="Kim", role=role, school_id=where, profiles=profiles or [])
        people.set_password(session, added, passwords.hashed(PASSWORD))
        return added.id, email
