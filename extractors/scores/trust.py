"""How far values read from pictures may be trusted: what readers said of the words, and what rows say of each other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.scores.consistency import contradictions
from extractors.scores.tables.headings import NUMBERS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from extractors.scores.rows import Read
    from extractors.scores.tables.columns import Naming
    from extractors.scores.tables.sheet import Cell

MENDED = 0.8  # confidence of a row in which a misread value was mended
OPEN_DAY = 0.5  # confidence up to which a date may as well be another day
LOOK_AGAIN = 0.55  # of a row with such a day, and of a row whose level and percentile can't be true together
OFF_COURSE = 0.75  # of a row whose score breaks the course of its test
NUMBERS_ALONE = 0.6  # a doubtful number beside a sure level makes the row no less sure than this
DECIDING = ("level", "percentile", "functioning_level")
FRIDAY = 4  # nobody takes a test at the weekend: such a day was misread
A_TERM = 120  # days within which a test is not taken twice for one moment
FALLS, LEAPS = 0.6, 1.7  # times the scores before and after: less or more has lost or won a digit
HIGH_ENOUGH = 20  # low scores change by half from one moment to the next


def confidence_of(cells: Iterable[tuple[Cell, Naming]]) -> float:
    """The confidence that the words of a scanned row allow: that of its least sure level or percentile.

    Numbers count as well, but leave the row certain enough to be judged.
    """
    least = 1.0
    for cell, name in cells:
        if not name.field or not cell.words:
            continue
        seen = min(w.confidence for w in cell.words)
        if name.field in DECIDING:
            least = min(least, seen)
        elif name.field in NUMBERS:
            least = min(least, max(NUMBERS_ALONE, seen))
        if cell.doubtful:
            least = min(least, MENDED)
    return least


def day_is_open(cells: Iterable[tuple[Cell, Naming]]) -> bool:
    """Whether the day of a scanned row may as well be another one."""
    return any(n.field == "date" and w.confidence <= OPEN_DAY for c, n in cells for w in c.words)


def doubted(reads: Sequence[Read]) -> list[Read]:
    """The reads; scanned ones that contradict themselves or the rows around them are less sure."""
    strange, twice, lacking = _off_course(reads), _twice(reads), _lacking(reads)
    limits = [
        LOOK_AGAIN if i in twice else OFF_COURSE if i in strange else MENDED if i in lacking else 1.0
        for i in range(len(reads))
    ]
    return [_less_sure(read, limit) if read.scanned else read for read, limit in zip(reads, limits, strict=True)]


def _less_sure(read: Read, limit: float) -> Read:
    m = read.measurement
    levels = m.model_copy(update={"date": None, "moment": None})  # the levels and the percentile among themselves
    weekend = m.date is not None and m.date.weekday() > FRIDAY
    limit = LOOK_AGAIN if contradictions(levels) or read.open_day or weekend else limit
    return read if m.confidence <= limit else replace(read, measurement=m.model_copy(update={"confidence": limit}))


def _lacking(reads: Sequence[Read]) -> set[int]:
    """Reads without a level that most other moments of their test have: the scan lost it, and it may be any."""
    own: dict[str, list[int]] = defaultdict(list)
    for i, read in enumerate(reads):
        if read.scanned and read.test:
            own[read.test.domain].append(i)
    lacking: set[int] = set()
    for indices in own.values():
        times = {i: (reads[i].measurement.moment or reads[i].measurement.date) for i in indices}
        for name in ("level_letter", "level_roman"):
            stated = {times[i] for i in indices if getattr(reads[i].measurement, name) is not None}
            if 2 * len(stated) > len(set(times.values())):
                lacking |= {i for i in indices if times[i] not in stated}
    return lacking


def _twice(reads: Sequence[Read]) -> set[int]:
    """Reads of one test at one moment, but on different days: the label of one of them was lost, or a day misread."""
    days: dict[tuple[str, str], list[tuple[dt.date, int]]] = defaultdict(list)
    for i, read in enumerate(reads):
        m = read.measurement
        if read.scanned and read.test and m.kind == "main" and m.moment and m.date:
            days[read.test.domain, m.moment].append((m.date, i))
    return {
        i for own in days.values() for day, i in own if any(0 < abs((day - other).days) < A_TERM for other, _ in own)
    }


def _off_course(reads: Sequence[Read]) -> set[int]:
    """Reads whose skill score lies far below or far above those before and after it."""
    courses: dict[tuple[str, str], list[tuple[str, float, int]]] = defaultdict(list)
    for i, read in enumerate(reads):
        m = read.measurement
        if read.scanned and read.test and m.date and m.skill_score is not None:
            courses[read.test.domain, read.test.name].append((m.date.isoformat(), m.skill_score, i))
    strange: set[int] = set()
    for course in courses.values():
        scores = sorted(course)
        for n, (_, score, i) in enumerate(scores):
            around = [s for _, s, _ in scores[max(0, n - 1) : n + 2] if s != score] or [score]
            if max(around) >= HIGH_ENOUGH and not FALLS * min(around) <= score <= LEAPS * max(around):
                strange.add(i)
    return strange
