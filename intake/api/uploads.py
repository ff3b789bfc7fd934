"""Reading what was sent. The body is not touched before the key is known, and goes to disk as it comes in."""

import datetime as dt
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from starlette.datastructures import FormData, UploadFile

from extractors.values.citizen_number import find_numbers
from intake.api.asking import Sender
from intake.api.problems import INVALID, NO_FILES, TOO_MANY_FILES, UNSUPPORTED_MEDIA_TYPE, ProblemError
from intake.api.state import TheService
from intake.names import safe_name
from intake.people.forms import FIELD, LONGEST_FIELD


@dataclass(frozen=True)
class Sent:
    """The files that were sent, with names made safe, and the other fields."""

    files: list[tuple[str, UploadFile]]
    fields: dict[str, str]


class DropFields(BaseModel):
    """The fields beside the files; empty ones count as not given."""

    model_config = ConfigDict(extra="forbid")

    profile: Annotated[str, Field(max_length=100)]
    reference: Annotated[str | None, Field(max_length=200)] = None
    received_on: dt.date | None = None

    @field_validator("reference")
    @classmethod
    def _no_citizen_number(cls, value: str | None) -> str | None:
        if value and find_numbers(value):
            raise ValueError("a citizen service number (BSN) is no reference")
        return value


async def sent(request: Request, service: TheService, _sender: Sender) -> AsyncIterator[Sent]:
    """The multipart body, for as long as the request lasts."""
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise ProblemError(UNSUPPORTED_MEDIA_TYPE)
    async with request.form(max_part_size=LONGEST_FIELD) as form:
        yield _sent(form, service.settings.max_files)


Upload = Annotated[Sent, Depends(sent)]


def drop_fields(upload: Upload) -> DropFields:
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
    # A browser sends an empty, nameless part for a file field that was left alone.
    uploads = [(name, value) for name, value in form.multi_items() if isinstance(value, UploadFile) and value.filename]
    strangers = {name for name, _ in uploads} - {"files"}
    if strangers:
        raise invalid([{"loc": (name,), "msg": "unexpected file field"} for name in sorted(strangers)])
    if not uploads:
        raise ProblemError(NO_FILES, "Stuur ten minste één bestand mee in het veld 'files'.")
    if len(uploads) > most:
        raise ProblemError(TOO_MANY_FILES, f"Stuur ten hoogste {most} bestanden in één keer.")
    filled = {name: value for name, value in form.items() if isinstance(value, str) and value.strip()}
    fields = {name: value for name, value in filled.items() if name != FIELD}
    return Sent([(safe_name(upload.filename or ""), upload) for _, upload in uploads], fields)


def form_schema(*, with_fields: bool) -> dict[str, Any]:
    """The body as OpenAPI describes it; the framework can't know, since it must not read the body by itself."""
    files = {
        "type": "array",
        "items": {"type": "string", "contentMediaType": "application/octet-stream"},
        "minItems": 1,
        "description": "PDF, PNG, JPEG or TIFF, or a zip of them",
    }
    fields = {
        "profile": {"type": "string", "description": "Id of the profile to judge by"},
        "reference": {"type": "string", "maxLength": 200, "description": "Your own reference"},
        "received_on": {"type": "string", "format": "date", "description": "Day of receipt; today when absent"},
    }
    schema = {
        "type": "object",
        "properties": {"files": files, **(fields if with_fields else {})},
        "required": ["files", "profile"] if with_fields else ["files"],
        "additionalProperties": False,
    }
    return {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}}}
