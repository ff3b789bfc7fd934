"""Every way in which a request can go wrong, as RFC 9457 problems with types that stay the same."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final


@dataclass(frozen=True)
class Kind:
    """A type of problem; `code` is the last part of its type URI."""

    code: str
    status: int
    title: str

    @property
    def type(self) -> str:
        """The URI that names the type."""
        return f"urn:dossierpoort:problem:{self.code}"


BAD_REQUEST: Final = Kind("bad-request", 400, "Het verzoek is niet te lezen")
UNAUTHENTICATED: Final = Kind("unauthenticated", 401, "Geldige sleutel nodig")
FORBIDDEN: Final = Kind("forbidden", 403, "Dit mag niet met deze sleutel")
FOREIGN_FORM: Final = Kind("foreign-form", 403, "Dit formulier is verlopen of komt niet van deze site")
NOT_FOUND: Final = Kind("not-found", 404, "Niet gevonden")
NO_REPORT_YET: Final = Kind("no-report-yet", 404, "Er is nog geen rapport")
METHOD_NOT_ALLOWED: Final = Kind("method-not-allowed", 405, "Dit kan niet op dit adres")
NOT_ACCEPTABLE: Final = Kind("not-acceptable", 406, "Deze vorm is er niet")
CHANGED_MEANWHILE: Final = Kind("changed-meanwhile", 409, "Iemand anders heeft dit net veranderd")
NOTHING_KEPT: Final = Kind("nothing-kept", 409, "Dit dossier is gelezen voordat we bewaarden wat we lazen")
NO_DEVIATION: Final = Kind("no-deviation", 409, "Dit profiel staat geen afwijking toe")
STILL_BLOCKED: Final = Kind("still-blocked", 409, "Er zijn nog punten die moeten worden opgelost")
WRONG_OFFSET: Final = Kind("wrong-offset", 409, "Het bestand is tot een andere plaats ontvangen")
CHANGED_SINCE: Final = Kind("changed-since", 412, "Dit is veranderd sinds u het ophaalde")
OTHER_TUS: Final = Kind("tus-version", 412, "Deze versie van het tus-protocol kennen we niet")
TOO_LARGE: Final = Kind("too-large", 413, "De bestanden zijn samen te groot")
TOO_MANY_FILES: Final = Kind("too-many-files", 413, "Te veel bestanden in één keer")
UNSUPPORTED_MEDIA_TYPE: Final = Kind("unsupported-media-type", 415, "Stuur bestanden als multipart/form-data")
INVALID: Final = Kind("invalid", 422, "Een gegeven in het verzoek klopt niet")
UNKNOWN_UPLOAD: Final = Kind("unknown-upload", 422, "Deze upload is er niet of is nog niet klaar")
NO_FILES: Final = Kind("no-files", 422, "Er is geen bestand meegestuurd")
UNKNOWN_PROFILE: Final = Kind("unknown-profile", 422, "Dit profiel bestaat niet voor deze sleutel")
KEY_REUSED: Final = Kind("idempotency-key-reused", 422, "Deze Idempotency-Key is al voor iets anders gebruikt")
TOO_MANY_REQUESTS: Final = Kind("too-many-requests", 429, "Te veel verzoeken in korte tijd")
TOO_MANY_UPLOADS: Final = Kind("too-many-uploads", 429, "Er staan al veel uploads klaar")
WRONG_CHECKSUM: Final = Kind("checksum-mismatch", 460, "Het stuk is onderweg beschadigd")
INTERNAL: Final = Kind("internal", 500, "Er ging iets mis aan onze kant")
UNAVAILABLE: Final = Kind("unavailable", 503, "De dienst is er nu even niet")

_BY_STATUS: Final = {
    kind.status: kind
    for kind in (
        *(BAD_REQUEST, UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, METHOD_NOT_ALLOWED, NOT_ACCEPTABLE, TOO_LARGE),
        *(CHANGED_MEANWHILE, CHANGED_SINCE, WRONG_CHECKSUM),
        *(UNSUPPORTED_MEDIA_TYPE, INVALID, TOO_MANY_REQUESTS, INTERNAL, UNAVAILABLE),
    )
}


class ProblemError(Exception):
    """Ends a request with this problem. `detail` is for people, in Dutch; `extra` are further members."""

    def __init__(
        self, kind: Kind, detail: str | None = None, headers: dict[str, str] | None = None, **extra: Any
    ) -> None:
        super().__init__(kind.code)
        self.kind = kind
        self.detail = detail
        self.headers = headers or {}
        self.extra = extra

    def body(self) -> dict[str, Any]:
        """The JSON object."""
        body = {"type": self.kind.type, "title": self.kind.title, "status": self.kind.status}
        return body | ({"detail": self.detail} if self.detail else {}) | self.extra


def of_status(status: int) -> Kind:
    """The kind for an error that the framework raised with nothing but a status."""
    return _BY_STATUS.get(status) or Kind(f"http-{status}", status, HTTPStatus(status).phrase)


SCHEMA: Final = {
    "type": "object",
    "description": "RFC 9457: what went wrong",
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "Stays the same; docs/api.md lists them"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What to do about it, in Dutch"},
        "errors": {
            "type": "array",
            "description": "With 422: the fields that are wrong",
            "items": {
                "type": "object",
                "properties": {"field": {"type": "string"}, "detail": {"type": "string"}},
                "required": ["field", "detail"],
            },
        },
    },
    "required": ["type", "title", "status"],
}
ALWAYS: Final = (400, 429, 503)  # what any request may be answered


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Problems with these statuses, and those that any request may be answered, as OpenAPI describes them."""
    content = {"application/problem+json": {"schema": SCHEMA}}
    return {
        status: {"description": of_status(status).title, "content": content} for status in sorted({*statuses, *ALWAYS})
    }
