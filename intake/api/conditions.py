"""Answers that the client has already, and changes to what it has not seen (RFC 9110, section 13)."""

import hashlib
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Header, Response
from pydantic import BaseModel

from intake.api.problems import CHANGED_SINCE, ProblemError

LONGEST = 4000  # letters of a header with tags


@dataclass(frozen=True)
class Conditions:
    """The tags that a request names."""

    if_match: Annotated[
        str | None, Header(max_length=LONGEST, description="Only if the resource still has this ETag; else 412")
    ] = None
    if_none_match: Annotated[
        str | None, Header(max_length=LONGEST, description="Only if the resource has another ETag; else 304")
    ] = None

    def has(self, tag: str) -> bool:
        """Whether the client has what bears this tag; weak tags will do."""
        return _names(self.if_none_match, tag.removeprefix("W/"), weak=True)

    def insist(self, tag: str) -> None:
        """Raise ProblemError (412) when the client wants to change another state than the present one."""
        if self.if_match is not None and not _names(self.if_match, tag, weak=False):
            raise ProblemError(
                CHANGED_SINCE, "Haal het dossier opnieuw op, kijk wat er veranderde en probeer het nog eens."
            )


TheConditions = Annotated[Conditions, Depends()]


def documented_tags(status: int = 200, **answer: Any) -> dict[int | str, dict[str, Any]]:
    """An answer that bears a tag, and 304, for OpenAPI."""
    headers = {"ETag": {"description": "Names this state of the resource", "schema": {"type": "string"}}}
    return {status: {**answer, "headers": headers}, 304: {"description": "Not changed", "headers": headers}}


def tag_of(content: bytes) -> str:
    """The strong tag of exactly these bytes."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def weak_tag(*parts: object) -> str:
    """The weak tag of what is drawn anew each time from these parts, and means the same."""
    return f"W/{tag_of(repr(parts).encode())}"


def as_json(model: BaseModel) -> bytes:
    """The bytes that are sent, and that a strong tag is of."""
    return model.model_dump_json().encode()


def conditional(content: bytes, conditions: Conditions, headers: dict[str, str] | None = None) -> Response:
    """These bytes as JSON with their tag, or 304 when the client has them."""
    named = {**(headers or {}), "ETag": tag_of(content)}
    if conditions.has(named["ETag"]):
        return Response(status_code=304, headers=named)
    return Response(content, headers=named, media_type="application/json")


def _names(header: str | None, tag: str, *, weak: bool) -> bool:
    if header is None:
        return False
    given = [part.strip() for part in header.split(",")]
    return "*" in given or tag in ([part.removeprefix("W/") for part in given] if weak else given)
