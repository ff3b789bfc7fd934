"""Citizen service numbers are never needed to judge a dossier, so nothing that is kept or shown holds one."""

from typing import Any, TypeVar

from pydantic import BaseModel

from extractors.values.citizen_number import mask

Model = TypeVar("Model", bound=BaseModel)


def masked(model: Model) -> Model:
    """The same report or records with every such number in any of its texts masked."""
    return type(model).model_validate(_masked(model.model_dump()))


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {name: _masked(inner) for name, inner in value.items()}
    return [_masked(inner) for inner in value] if isinstance(value, list) else value
