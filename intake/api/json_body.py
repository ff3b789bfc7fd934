"""A body in JSON, read once it is known that whoever sent it may: the framework would read it before."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from pydantic import BaseModel, ValidationError

from intake.access import Action, Principal
from intake.api.asking import Door
from intake.api.uploads import invalid

Model = TypeVar("Model", bound=BaseModel)


def json_body(model: type[Model], action: Action) -> Callable[..., Awaitable[Model]]:
    """The dependency that gives the body; ProblemError (422) tells what is wrong with which field."""

    async def read(request: Request, _asker: Annotated[Principal, Depends(Door(action))]) -> Model:
        try:
            return model.model_validate_json(await request.body())
        except ValidationError as error:
            raise invalid(error.errors()) from error

    return read


def described(model: type[BaseModel]) -> dict[str, Any]:
    """The body as OpenAPI describes it; models within the model stand where they are used."""
    schema = model.model_json_schema()
    for name, inner in schema.pop("$defs", {}).items():
        schema["properties"] = {
            key: inner if value.get("$ref", "").endswith(f"/{name}") else value
            for key, value in schema["properties"].items()
        }
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}
