"""The words of the tus protocol, version 1.0.0: headers in, headers out."""

import base64
import binascii
import datetime as dt
import hashlib
from email.utils import format_datetime
from typing import Annotated, Any, Final, Protocol

from fastapi import Header

from intake.api.problems import INVALID, OTHER_TUS, ProblemError
from intake.names import safe_name

VERSION: Final = "1.0.0"
PATH: Final = "/api/v1/uploads"
PIECE: Final = "application/offset+octet-stream"
EXTENSIONS: Final = "creation,expiration,checksum,termination"
ALGORITHMS: Final = ("sha256", "sha1")  # the second because the protocol asks for it; nothing is trusted to it


class Hash(Protocol):
    """What a piece is checked with."""

    def update(self, data: bytes, /) -> None: ...
    def digest(self) -> bytes: ...


def speaks(
    tus_resumable: Annotated[
        str | None, Header(description=f"`{VERSION}`", json_schema_extra={"enum": [VERSION]})
    ] = None,
) -> None:
    """Raise ProblemError (412) unless the client speaks this version."""
    if tus_resumable != VERSION:
        raise ProblemError(OTHER_TUS, f"Stuur de kop 'Tus-Resumable: {VERSION}' mee.", {"Tus-Version": VERSION})


def filename(metadata: str) -> str:
    """The name in Upload-Metadata, made safe; 'document' when it gives none. Raises ProblemError when it is no such."""
    for pair in metadata.split(","):
        key, _, value = pair.strip().partition(" ")
        if key == "filename":
            try:
                return safe_name(base64.b64decode(value, validate=True).decode())
            except (binascii.Error, UnicodeDecodeError) as error:
                raise _wrong("Upload-Metadata", "the filename is no base64") from error
    return "document"


class Checksum:
    """What a piece should add up to, if the client says so."""

    def __init__(self, header: str | None) -> None:
        algorithm, _, value = (header or "").partition(" ")
        if header and algorithm not in ALGORITHMS:
            raise _wrong("Upload-Checksum", f"use {' or '.join(ALGORITHMS)}")
        try:
            self._expected = base64.b64decode(value, validate=True)
        except binascii.Error as error:
            raise _wrong("Upload-Checksum", "no base64") from error
        self._hash: Hash | None = hashlib.new(algorithm, usedforsecurity=False) if header else None

    @property
    def is_asked(self) -> bool:
        """Whether the piece counts only as a whole."""
        return self._hash is not None

    def update(self, content: bytes) -> None:
        """Take the next bytes."""
        if self._hash:
            self._hash.update(content)

    def holds(self) -> bool:
        """Whether what was taken is what was meant."""
        return self._hash is None or self._hash.digest() == self._expected


def told(offset: int, length: int, expires_at: dt.datetime) -> dict[str, str]:
    """How far an upload is."""
    return {"Upload-Offset": str(offset), "Upload-Length": str(length), "Upload-Expires": date(expires_at)}


def date(moment: dt.datetime) -> str:
    """As HTTP writes it."""
    return format_datetime(moment.astimezone(dt.UTC), usegmt=True)


def described(status: int, *names: str) -> dict[int | str, dict[str, Any]]:
    """An answer with these headers, for OpenAPI."""
    return {status: {"headers": {name: {"schema": {"type": "string"}} for name in ("Tus-Resumable", *names)}}}


def _wrong(header: str, why: str) -> ProblemError:
    return ProblemError(INVALID, f"Controleer: {header}.", errors=[{"field": header, "detail": why}])
