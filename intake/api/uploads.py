"""What was sent: files, uploads that were finished before, and the fields beside them.

The body is not touched before the key is known, and goes to disk as it comes in.
"""

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from starlette.datastructures import FormData

from extractors.values.citizen_number import find_numbers
from intake.api import multipart
from intake.api.asking import Sender
from intake.api.models import Text
from intake.api.problems import INVALID, NO_FILES, TOO_MANY_FILES, UNSUPPORTED_MEDIA_TYPE, ProblemError
from intake.api.state import TheService
from intake.names import safe_name
from intake.people.forms import FIELD
from intake.store.dossiers import NewFile

UPLOADS = "uploads"


@dataclass(frozen=True)
class Sent:
    """The files that were sent, with names made safe; the ids of finished uploads; the other fields."""

    files: list[NewFile]
    uploads: list[str]
    fields: dict[str, str]


class DropFields(BaseModel):
    """The fields beside the files; empty ones count as not given."""

    model_config = ConfigDict(extra="forbid")

    profile: Annotated[Text, Field(max_length=100)]
    reference: Annotated[Text | None, Field(max_length=200)] = None
    received_on: dt.date | None = None

    @field_validator("reference")
    @classmethod
    def _no_citizen_number(cls, value: str | None) -> str | None:
        if value and find_numbers(value):
            raise ValueError("a citizen service number (BSN) is no reference")
        return value


async def sent(request: Request, service: TheService, _sender: Sender) -> AsyncIterator[Sent]:
    """The multipart body; its files are there until the answer leaves."""
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise ProblemError(UNSUPPORTED_MEDIA_TYPE)
    try:
        yield _sent(await multipart.read(request), service.settings.max_files)
    finally:
        await multipart.let_go(request)


Upload = Annotated[Sent, Depends(sent, scope="function")]


async def drop_fields(upload: Upload) -> DropFields:
    """The checked fields of a new dossier."""
    try:
        return DropFields.model_validate(upload.fields)
    except ValidationError as error:
        raise invalid(error.errors()) from error


Fields = Annotated[DropFields, Depends(drop_fields)]


def invalid(errors: Any) -> ProblemError:
    """What is wrong with which field, in one problem."""
    places = [{"field": ".".join(str(step) for step in error["loc"]), "detail": error["msg"]} for error in errors]
    names = ", ".join(sorted({place["field"] for place in places}))
    return ProblemError(INVALID, f"Controleer: {names}.", errors=places)


def _sent(form: FormData, most: int) -> Sent:
    received = [(name, value) for name, value in form.multi_items() if isinstance(value, multipart.Received)]
    strangers = {name for name, _ in received} - {"files"}
    if strangers:
        raise invalid([{"loc": (name,), "msg": "unexpected file field"} for name in sorted(strangers)])
    filled = [(name, value) for name, value in form.multi_items() if isinstance(value, str) and value.strip()]
    uploads = list(dict.fromkeys(value.strip() for name, value in filled if name == UPLOADS))
    if not received and not uploads:
        raise ProblemError(NO_FILES, "Stuur ten minste één bestand mee in 'files', of een upload in 'uploads'.")
    if len(received) + len(uploads) > most:
        raise ProblemError(TOO_MANY_FILES, f"Stuur ten hoogste {most} bestanden in één keer.")
    fields = {name: value for name, value in filled if name not in (FIELD, UPLOADS)}
    return Sent([NewFile(safe_name(file.filename or ""), file.staged) for _, file in received], uploads, fields)


def form_schema(*, with_fields: bool) -> dict[str, Any]:
    """The body as OpenAPI describes it; the framework can't know, since it must not read the body by itself."""
    files = {
        "type": "array",
        "items": {"type": "string", "contentMediaType": "application/octet-stream"},
        "minItems": 1,
        "description": "PDF, PNG, JPEG or TIFF, or a zip of them",
    }
    uploads = {
        "type": "array",
        "items": {"type": "string"},
        "minItems": 1,
        "description": "Ids of finished uploads (`/uploads`)",
    }
    fields = {
        "profile": {"type": "string", "description": "Id of the profile to judge by"},
        "reference": {"type": "string", "maxLength": 200, "description": "Your own reference"},
        "received_on": {"type": "string", "format": "date", "description": "Day of receipt; today when absent"},
    }
    schema = {
        "type": "object",
        "properties": {"files": files, UPLOADS: uploads, **(fields if with_fields else {})},
        "required": ["profile"] if with_fields else [],
        "anyOf": [{"required": ["files"]}, {"required": [UPLOADS]}],
        "additionalProperties": False,
    }
    return {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}}}
