"""What a profile asks of measurements."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - pydantic resolves the annotations at run time
from typing import Literal

from pydantic import PositiveInt  # noqa: TC002 - pydantic resolves the annotations at run time

from extractors.records import Domain  # noqa: TC001 - pydantic resolves the annotations at run time
from validators.parameters.base import Parameters, Value


class Condition(Value):
    """A series of one domain at one level: 'e' is the lowest 10 %, 'low_d' the lowest `percentile` of older rules."""

    domain: Domain
    level: Literal["e", "low_d"]
    percentile: float = 10


class Series(Parameters):
    """So many consecutive main measurements at the level; each route is a list of conditions that hold together."""

    rule: Literal["series"]
    count: PositiveInt
    routes: tuple[tuple[Condition, ...], ...]


class Current(Parameters):
    """The newest main measurement that should exist is in the printout."""

    rule: Literal["current"]
    domain: Domain
    days: PositiveInt


class DmtCards(Parameters):
    """The reading cards that the moment requires were used."""

    rule: Literal["dmt_cards"]
    count: PositiveInt


class Edition(Value):
    """An edition by the year of its name, and the first day on which schools could use it."""

    year: str
    since: dt.date


class DmtEdition(Parameters):
    """The newest edition at the time was used: `editions`, oldest first, gives the first day of each."""

    rule: Literal["dmt_edition"]
    count: PositiveInt
    editions: tuple[Edition, ...]


class NormGroup(Parameters):
    """After a repeated year the level is stated on the norm of the didactic age."""

    rule: Literal["norm_group"]
    domain: Domain
    count: PositiveInt


class Overview(Parameters):
    """A wider overview of the pupil's results is preferred: these domains, and results from kindergarten."""

    rule: Literal["overview"]
    domains: tuple[Domain, ...]
    kindergarten: bool
