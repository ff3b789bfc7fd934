"""What a gatekeeper sends through the API, and what is answered."""

import datetime as dt
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from intake.gatekeeping.deeds import LONGEST
from validators.placed import Spot
from validators.report import Status

SeenVersion = Annotated[int, Field(ge=1, description="Version of the report that this rests on, the newest; else 409")]
Reason = Annotated[str, Field(min_length=1, max_length=LONGEST)]


class Deciding(BaseModel):
    """A decision about the newest report; nothing is taken that isn't known."""

    model_config = ConfigDict(extra="forbid")

    version: SeenVersion
    reason: Reason


class NewCorrection(Deciding):
    """How a person reads one value. The same value as was read: a person looked, and it is right."""

    record: Annotated[str, Field(max_length=400, description="As `GET …/values` names it")]
    field: Annotated[str, Field(max_length=40)]
    value: Any = None


class NewAcceptance(Deciding):
    """A finding that does not stand in the way, and why."""

    finding: Annotated[str, Field(max_length=400, description="Id of a finding of the report")]


class Value(BaseModel):
    """A value that can be corrected, as it was read and as it stands; `spots` are the places on the pages."""

    record: str
    field: str
    read: Any
    value: Any
    spots: list[Spot]


class Statement(BaseModel):
    """What somebody said of a dossier; it is withdrawn, never removed."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    reason: str
    by: str
    created_at: dt.datetime
    withdrawn_at: dt.datetime | None


class CorrectionAnswer(Statement):
    """A correction; it is withdrawn, never removed."""

    record: str
    field: str
    read: Any
    value: Any


class AcceptanceAnswer(Statement):
    """A finding that was accepted; that is withdrawn, never removed."""

    finding: str


class Verdict(BaseModel):
    """What the newest report says after this."""

    version: int
    status: Status


class Corrected(Verdict):
    """The corrections that were made; none where the value stood so already."""

    corrections: list[CorrectionAnswer]


class AcceptedNow(Verdict):
    """The acceptance."""

    acceptance: AcceptanceAnswer
