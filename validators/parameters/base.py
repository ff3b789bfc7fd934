"""What all parameters share."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from extractors.records import PartKind  # noqa: TC001 - pydantic resolves the annotations at run time


class Value(BaseModel):
    """Base: an unknown key in a profile is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Parameters(Value):
    """What one rule asks. `needs`: the documents in which it looks."""

    needs: tuple[PartKind, ...] = ()
