"""Periods of support in the order in which findings number them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractors.records import Intervention

Place = tuple[int, int, float, float]  # document, page, top and left of what tells a period first


def numbered(interventions: Iterable[Intervention]) -> list[tuple[int, Intervention]]:
    """The periods by start date, from 1, as the contract numbers them.

    One of which the start could not be read comes before the period behind it in its document, where that document
    tells its periods in order of time; else at the end.
    """
    periods = list(interventions)
    ordered = sorted((i for i in periods if i.start), key=_start)
    undated = sorted((i for i in periods if not i.start), key=lambda i: _place(i) or (0, 0, 0.0, 0.0))
    for period in undated:
        behind = _behind(period, ordered)
        ordered.insert(next((n for n, i in enumerate(ordered) if i is behind), len(ordered)), period)
    return list(enumerate(ordered, 1))


def _behind(period: Intervention, ordered: list[Intervention]) -> Intervention | None:
    """The dated period that the same document tells next, where it tells all in order of time."""
    own = _place(period)
    told = [(place, i) for i in ordered if i.start and (place := _place(i)) and own and place[0] == own[0]]
    told.sort(key=lambda one: one[0])
    starts = [_start(i) for _, i in told]
    if own is None or starts != sorted(starts):
        return None
    return next((i for place, i in told if place > own), None)


def _start(period: Intervention) -> dt.date:
    return period.start or dt.date.max


def _place(period: Intervention) -> Place | None:
    places = [(e.document, e.page, e.bbox[1], e.bbox[0]) for e in period.evidence]
    return min(places) if places else None
