"""The series as a picture: each measurement by time and level, with the band that the profile asks for.

The levels A to E stand as rows of one height; within a row the percentile, where it is known, sets the place.
A level that leaves room, such as a bare V, is drawn over all the rows that it may mean.
"""

from dataclasses import dataclass
from typing import Any

from intake.pages import words
from intake.pages.format import day, level
from validators.levels import LETTERS, ROMANS, SIGNED
from validators.profile_model import Profile

# The picture's measures, in CSS pixels.
ROW, STEP, LEFT, TOP, BOTTOM = 34, 76, 40, 12, 46
_EDGES = [100.0, 75.0, 50.0, 25.0, 10.0, 0.0]  # percentiles between the rows A to E, from above


@dataclass(frozen=True)
class Mark:
    """One measurement in the picture; `top` and `bottom` where its level leaves room, `y` in the middle."""

    x: int
    y: float
    top: float
    bottom: float
    kind: str
    name: str
    date: str
    month: str
    said: str

    @property
    def wide(self) -> bool:
        """Whether the level may lie in more than one row."""
        return self.bottom - self.top > ROW


@dataclass(frozen=True)
class Chart:
    """A picture of one domain. `bands`: (top, height) of what the profile asks; `text`: the picture in words."""

    domain: str
    width: int
    height: int
    marks: list[Mark]
    bands: list[tuple[float, float]]
    line: str
    text: str
    asked: str


def charts(report: dict[str, Any], profile: Profile) -> list[Chart]:
    """A picture for each domain in which the profile asks for a series, and of which a level is known."""
    asked: dict[str, list[float]] = {}
    for requirement in profile.requirements:
        if requirement.ask.rule == "series":
            for condition in (condition for route in requirement.ask.routes for condition in route):
                asked.setdefault(condition.domain, []).append(condition.percentile)
    found = [(domain, tops, _rows(report, domain)) for domain, tops in asked.items()]
    return [_chart(domain, sorted(set(tops)), rows) for domain, tops, rows in found if rows]


def _rows(report: dict[str, Any], domain: str) -> list[tuple[dict[str, Any], tuple[float, float]]]:
    rows = [m for s in report["score_series"] if s["domain"] == domain for m in s["measurements"]]
    rows.sort(key=lambda m: m["date"] or "")
    if not all(m["date"] for m in rows):
        rows = [m for s in report["score_series"] if s["domain"] == domain for m in s["measurements"]]
    return [(m, span) for m in rows if (span := _span(m))]


def _span(row: dict[str, Any]) -> tuple[float, float] | None:
    """The percentiles between which a level lies; None where it is not known, or says two things at once."""
    if row["percentile"] is not None:
        return row["percentile"], row["percentile"]
    bands = [LETTERS[row["level_letter"]]] if row["level_letter"] else []
    if row["level_roman"]:
        bands.append(SIGNED.get((row["level_roman"], row["level_sign"] or ""), ROMANS[row["level_roman"]]))
    low, high = max((b[0] for b in bands), default=1.0), min((b[1] for b in bands), default=0.0)
    return (low, high) if low <= high else None


def _y(percentile: float) -> float:
    """The height of a percentile in the picture."""
    row = next(place for place, edge in enumerate(_EDGES[1:]) if percentile > edge or edge == 0)
    upper, lower = _EDGES[row : row + 2]
    return round(TOP + ROW * (row + (upper - percentile) / (upper - lower)), 1)


def _chart(domain: str, tops: list[float], rows: list[tuple[dict[str, Any], tuple[float, float]]]) -> Chart:
    marks = [_mark(LEFT + STEP // 2 + STEP * place, row, span) for place, (row, span) in enumerate(rows)]
    floor = _y(0)
    mains = [mark for mark in marks if mark.kind == "main"]
    asked = " of ".join(f"laagste {top:g}%" for top in tops)
    return Chart(
        domain=words.DOMAIN[domain],
        width=LEFT + STEP * len(marks),
        height=TOP + 5 * ROW + BOTTOM,
        marks=marks,
        bands=[(_y(top), round(floor - _y(top), 1)) for top in tops],
        line=" ".join(f"{mark.x},{mark.y}" for mark in mains),
        text="; ".join(_in_words(mark) for mark in marks),
        asked=asked,
    )


def _in_words(mark: Mark) -> str:
    name = f" {mark.name}" if mark.kind == "main" else ""
    return f"{words.MEASUREMENT[mark.kind]}{name}{f' ({mark.date})' if mark.date else ''}: {mark.said}"


def _mark(x: int, row: dict[str, Any], span: tuple[float, float]) -> Mark:
    # A band of whole percentiles starts where the one beneath it ends.
    top, bottom = _y(span[1]), _y(max(span[0] - 1, 0) if span[0] != span[1] else span[0])
    said = level(row) or f"percentiel {row['percentile']:g}"
    date = day(row["date"])
    month = f"{date.split()[1][:3]} {date.split()[2]}" if date else row["school_year"] or ""
    name = row["moment"] or ("tussen" if row["kind"] == "intermediate" else "?")
    return Mark(x, round((top + bottom) / 2, 1), top, bottom, row["kind"], name, date, month, said)
