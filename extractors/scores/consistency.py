"""How well measurements agree with themselves and with what such series look like.

Shares of the levels, and which pairs of them exist: A–E are 25/25/25/15/10 %, I–V five times 20 % of the norm group.
Didactic age: 10 months a school year from group 3; a didactic age equivalent of a low level lies below it.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from extractors.values.school_time import didactic_age, half_of_date, school_year_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.records import Measurement

LETTERS = {"A": (76, 100), "B": (51, 75), "C": (26, 50), "D": (11, 25), "E": (0, 10)}
NUMERALS = {"I": (81, 100), "II": (61, 80), "III": (41, 60), "IV": (21, 40), "V": (0, 20)}
SLACK = 2  # percent and months: systems round differently


def contradictions(m: Measurement) -> float:
    """How much of a measurement contradicts the rest of it: 0 for none, 1 for each clear contradiction."""
    bands = [LETTERS[m.level_letter]] if m.level_letter else []
    bands += [NUMERALS[m.level_roman]] if m.level_roman else []
    doubt = 0.0
    if m.percentile is not None:
        doubt += any(not low - SLACK <= m.percentile <= high + SLACK for low, high in bands)
    elif len(bands) == 2:
        doubt += max(b[0] for b in bands) > min(b[1] for b in bands)
    if m.date and m.school_year:
        doubt += m.school_year != school_year_of(m.date)
    if m.date and m.moment and m.kind == "main":
        doubt += 0.5 * (half_of_date(m.date) != m.moment[0])
    return doubt + _months(m)


def _months(m: Measurement) -> float:
    if not m.moment:
        return 0.0
    expected = didactic_age(m.moment)
    doubt = 0.0
    if m.didactic_age is not None:  # a repeated year adds ten months
        doubt += min(abs(m.didactic_age - expected), abs(m.didactic_age - expected - 10)) > SLACK
    if m.dle is not None and expected > 5 and (m.level_letter in ("D", "E") or m.level_roman == "V"):
        doubt += m.dle == expected  # the didactic age itself, under the wrong name
    if m.group is not None:
        doubt += abs(m.group - int(m.moment[1])) > 1
    return doubt


def falling(scores: Sequence[float]) -> float:
    """Share of the steps in which a score falls by more than a third: skill scores grow."""
    steps = list(itertools.pairwise(scores))
    return sum(b < 0.67 * a for a, b in steps) / len(steps) if steps else 0.0
