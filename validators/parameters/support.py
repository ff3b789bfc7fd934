"""What a profile asks of interventions and preventive trajectories."""

from __future__ import annotations

from typing import Literal

from pydantic import PositiveInt  # noqa: TC002 - pydantic resolves the annotations at run time

from extractors.records import PartKind, Role  # noqa: TC001 - pydantic resolves the annotations at run time
from validators.parameters.base import Parameters, Value

Element = Literal["goal", "method", "provider", "evaluation", "baseline"]


class InterventionCount(Parameters):
    """Enough periods in all, and of each support level; where asked those alone that `described_in` describes."""

    rule: Literal["intervention_count"]
    total: PositiveInt
    level_2: int = 0
    level_3: int = 0
    described_in: PartKind | None = None


class InterventionDuration(Parameters):
    """Periods at these support levels last long enough."""

    rule: Literal["intervention_duration"]
    weeks: PositiveInt
    levels: tuple[Literal[2, 3], ...]


class InterventionQuality(Parameters):
    """How periods at these support levels are given and described.

    `in_full`: also what nothing tells (minutes, size of the group, function) is asked for, since it can't be weighed.
    """

    rule: Literal["intervention_quality"]
    levels: tuple[Literal[2, 3], ...]
    in_full: bool = False
    minutes_per_week: int | None = None
    group_size: int | None = None
    group_reason: bool = False
    supervision: bool = False
    elements: tuple[Element, ...] = ()


class PreventiveEvaluations(Parameters):
    """The midterm and the final evaluation of a preventive trajectory are there."""

    rule: Literal["preventive_evaluations"]


class PreventiveSessions(Parameters):
    """Enough weekly sessions in each period."""

    rule: Literal["preventive_sessions"]
    sessions: PositiveInt


class PreventiveParties(Parameters):
    """These people took part in, and signed, each evaluation that is there."""

    rule: Literal["preventive_parties"]
    parties: tuple[Role, ...]


class HourLimit(Value):
    """The hours for one pupil that the arrangement pays for."""

    role: Role
    hours: float


class PreventiveHours(Parameters):
    """No more hours than the arrangement pays for."""

    rule: Literal["preventive_hours"]
    hours: tuple[HourLimit, ...]


class PreventiveQuota(Parameters):
    """No more pupils of one school in a school year than the arrangement allows."""

    rule: Literal["preventive_quota"]
    pupils: PositiveInt
