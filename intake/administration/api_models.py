"""What is asked of a round through the API, and what is answered."""

import datetime as dt
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from intake.api.models import Text
from intake.store import reprocessings
from intake.store.reprocessing_choice import Choice, Verdict
from intake.store.reprocessing_results import Reason, Result, Turn
from intake.store.reprocessing_tables import Deed, ItemState, Mode, Reprocessing
from validators.report import Status

Name = Annotated[Text | None, Field(max_length=200)]
State = Literal["running", "paused", "cancelled", "finished"]


class Asking(BaseModel):
    """Nothing is taken that isn't known."""

    model_config = ConfigDict(extra="forbid")


class FilterFields(Asking):
    """Which dossiers; what is left out leaves that side open."""

    profile: Name = None
    since: Annotated[dt.date | None, Field(description="Received on this day or later")] = None
    until: Annotated[dt.date | None, Field(description="Received on this day or earlier")] = None
    extractor_version: Annotated[Name, Field(description="Version of the reader that made the newest report")] = None
    code: Annotated[Name, Field(description="A finding code that the newest report has")] = None
    status: Annotated[Verdict | None, Field(description="Of the newest report; 'failed': it could not be read")] = None
    school: Annotated[Name, Field(description="Id or name of a school")] = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.since and self.until and self.since > self.until:
            raise ValueError("since lies after until")
        return self

    def choice(self) -> Choice:
        """The same, for the store."""
        return Choice(**self.model_dump())


class NewRound(Asking):
    """A round to begin. What a dry run finds is for looking alone; `mode` judge reads no files."""

    filter: FilterFields
    dry_run: bool = True
    mode: Mode = "read"


class Steering(Asking):
    """What to do with a round: pause it, have it go on, make a real one of a dry run, do again what fell out."""

    state: Literal["running", "paused"] | None = None
    dry_run: Literal[False] | None = None
    again: Annotated[bool, Field(description="Do again what failed or changed meanwhile")] = False


class NewDecision(Asking):
    """What is decided on the results: all of them, or those of these dossiers."""

    deed: Deed
    reason: Annotated[Text, Field(min_length=3, max_length=500, pattern=r"\S")]
    items: Annotated[list[Text] | None, Field(min_length=1, max_length=1000, description="Ids of results")] = None


class RoundProgress(BaseModel):
    """How far a round is."""

    total: int
    done: int
    results: Annotated[dict[ItemState, int], Field(description="Dossiers by what came of them")]
    changed_meanwhile: Annotated[int, Field(description="Differ, but the dossier changed since; not to be accepted")]
    deciding: Annotated[int, Field(description="Decided on, still to be carried out")]
    per_minute: float | None
    ready_at: dt.datetime | None


class ResultAnswer(BaseModel):
    """What came of one dossier. `differences`: findings, requirements and values that differ."""

    id: str
    dossier: str
    dossier_id: str
    state: ItemState
    changed_meanwhile: bool
    status_before: Status | None
    status_after: Status | None
    extractor_version: tuple[str | None, str | None]
    profile_version: tuple[str | None, str | None]
    report_version: Annotated[int | None, Field(description="The version of the report that it became")]
    differences: dict[str, Any] | None


class RoundAnswer(BaseModel):
    """A round, with one page of its results: those whose verdict changes first."""

    id: str
    href: str
    state: State
    mode: Mode
    dry_run: bool
    filter: dict[str, Any]
    created_at: dt.datetime
    progress: RoundProgress
    verdicts: Annotated[list[Turn], Field(description="How many dossiers go from which status to which")]
    reasons: Annotated[list[Reason], Field(description="Why reports differ; what changes most verdicts first")]
    results: list[ResultAnswer]
    page: int
    page_size: int
    total: int
    next: str | None
    previous: str | None


def address(reprocessing_id: str) -> str:
    """Where a round stands."""
    return f"/api/v1/reprocessings/{reprocessing_id}"


def state(round_: Reprocessing, progress: reprocessings.Progress) -> State:
    """The state; a running round with nothing left to do is finished."""
    return "finished" if round_.state == "running" and not progress.open else round_.state


def result(found: Result) -> ResultAnswer:
    """One dossier of a round."""
    item = found.item
    return ResultAnswer(
        id=item.id,
        dossier=f"/api/v1/dossiers/{item.dossier_id}",
        dossier_id=item.dossier_id,
        state=item.state,
        changed_meanwhile=item.state == "overtaken" or (item.state == "different" and found.stale),
        status_before=item.status_before,
        status_after=item.status_after,
        extractor_version=(item.extractor_before, item.extractor_after),
        profile_version=(item.profile_before, item.profile_after),
        report_version=item.new_version,
        differences=item.differences,
    )
