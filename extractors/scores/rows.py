"""A row of a sheet whose columns have names becomes a measurement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extractors.evidence import evidence
from extractors.records import Measurement
from extractors.scores.named_test import Test, other_test, test_of
from extractors.scores.others import other_readings
from extractors.scores.tables.headings import NUMBERS, Legend, speaks_of_average
from extractors.scores.trust import confidence_of, day_is_open
from extractors.scores.typed import values_in
from extractors.values.dates import find_dates, parse_date
from extractors.values.levels import Level, parse_avi, parse_level
from extractors.values.moments import Moment, find_moment, kind_named, parse_moment
from extractors.values.numbers import find_cards, find_group, parse_cards, parse_group, parse_number, parse_school_year
from extractors.values.school_time import half_of_date
from extractors.vocabulary import squeezed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.pages.model import Word
    from extractors.scores.tables.columns import Naming
    from extractors.scores.tables.sheet import Cell, Row, Sheet

RESULTS = ("raw_score", "skill_score", "level_letter", "level_roman", "percentile", "dle", "functioning_level")


@dataclass(slots=True)
class Read:
    """A measurement with the test that it belongs to (None when nothing on the page names one).

    `scanned` tells that the page was read from a picture, `open_day` that its date may as well be another day.
    """

    test: Test | None
    measurement: Measurement
    scanned: bool = False
    open_day: bool = False


def read_rows(sheet: Sheet, naming: Sequence[Naming], legend: Legend = ()) -> list[Read]:
    """The measurements of a sheet; class means, norms and rows without a result are none."""
    found: list[Read] = []
    carried: tuple[str, ...] = ()
    for row in sheet.rows:
        named = [c for c, n in zip(row.cells, naming, strict=True) if n.field in ("test", "subject") and c.text]
        carried = tuple(c.text for c in named) or carried
        if read := _read_row(row, naming, carried, sheet.before, dict(legend)):
            found.append(read)
            sheet.last = (read.test.name,) if read.test else ()
    return found


def _read_row(
    row: Row, naming: Sequence[Naming], tests: tuple[str, ...], before: tuple[str, ...], legend: dict[str, str]
) -> Read | None:
    cells: dict[str, list[Cell]] = {}
    others: list[Cell] = []
    for cell, name in zip(row.cells, naming, strict=True):
        if cell.text and name.field:
            cells.setdefault(name.field, []).append(cell)
        elif cell.text and not name.noise:
            others.append(cell)
    if any(
        speaks_of_average(c.text)
        for c in (*others, *cells.get("moment", []), *cells.get("test", []), *cells.get("label", []))
    ):
        return None
    test = test_of((*tests, *row.context, *(c.text for c in others))) or test_of(before)
    if test is None and tests and any(c.isalpha() for c in tests[0]):
        test = other_test(tests[0])
    values: dict[str, Any] = {}
    _read_results(values, cells, others, reading_level=test is not None and test.domain == "text_reading")
    if not any(values.get(name) is not None for name in RESULTS):
        return None
    _read_when(values, cells, others, row.context, legend)
    if not any(values.get(name) is not None for name in ("date", "moment", "school_year")):
        return None
    weights = [n.weight for c, n in zip(row.cells, naming, strict=True) if n.field and c.text]
    if not weights:
        return None
    values["confidence"] = round(min(0.99, 0.8 + 0.2 * min(weights)) * (1 if test else 0.7), 3)
    scanned = row.page.reading == "ocr"
    if scanned:
        sure = confidence_of(zip(row.cells, naming, strict=True))
        values["confidence"] = round(min(values["confidence"], sure), 3)
        values["others"] = other_readings(cells, values)
    words = _own_words(row, naming)
    values["evidence"] = [evidence(row.page, words)] if words else []
    open_day = scanned and day_is_open(zip(row.cells, naming, strict=True))
    return Read(test, Measurement(**values), scanned, open_day)


def _own_words(row: Row, naming: Sequence[Naming]) -> list[Word]:
    """The words of a row without those of a cell over several rows, which stand beside the first of these alone."""
    results = (*NUMBERS, "level", "date", "moment")
    told = [w for c, n in zip(row.cells, naming, strict=True) if n.field in results for w in c.words]
    top, bottom = min((w.bbox[1] for w in told), default=0), max((w.bbox[3] for w in told), default=0)
    words = [w for c in row.cells for w in c.words]
    return [w for w in words if w.bbox[1] < bottom and w.bbox[3] > top] if told else words


def _read_results(
    values: dict[str, Any], cells: dict[str, list[Cell]], others: list[Cell], *, reading_level: bool
) -> None:
    for name in NUMBERS:
        for cell in cells.get(name, []):
            values[name] = parse_number(cell.text)
    if values.get("percentile") is not None and not 0 <= values["percentile"] <= 100:
        values["percentile"] = None
    for cell in cells.get("level", []):
        level = parse_level(cell.text) or Level()
        for name, value in (("level_letter", level.letter), ("level_roman", level.roman), ("level_sign", level.sign)):
            values[name] = values.get(name) or value
    values["cards"] = _cards(cells, others)
    for cell in cells.get("functioning_level", []):
        values["functioning_level"] = parse_avi(cell.text)
    if reading_level and values.get("functioning_level") is None:
        places = [c for name in ("raw_score", "skill_score", "level", "functioning_level") for c in cells.get(name, [])]
        levels = [avi for c in (*places, *others) if (avi := parse_avi(c.text)) and not c.text.isdigit()]
        values["functioning_level"] = levels[0] if levels else None


def _cards(cells: dict[str, list[Cell]], others: list[Cell]) -> list[int] | None:
    """The cards as their column states them, as columns of single cards are filled, or as another cell names them."""
    if "cards" in cells:
        return parse_cards(cells["cards"][0].text)
    scored = [n for n in (1, 2, 3) if any(parse_number(c.text) is not None for c in cells.get(f"card_{n}", []))]
    spare = [c.text for name in ("test", "edition", "label") for c in cells.get(name, [])] + [c.text for c in others]
    return scored or next((cards for t in spare if (cards := find_cards(t))), None)


def _read_when(
    values: dict[str, Any],
    cells: dict[str, list[Cell]],
    others: list[Cell],
    context: tuple[str, ...],
    legend: dict[str, str],
) -> None:
    for cell in cells.get("date", []):
        values["date"] = parse_date(cell.text) or next(
            (d for t in context if (d := parse_date(f"{cell.text} {t}"))), None
        )
    if values.get("date") is None:
        dates = [d for c in (*cells.get("moment", []), *others) for d in find_dates(c.text)]
        values["date"] = dates[0].date if dates else None
    for cell in cells.get("school_year", []):
        values["school_year"] = parse_school_year(cell.text)
    for cell in cells.get("group", []):
        values["group"] = parse_group(cell.text)
    for text in context:
        values["school_year"] = values.get("school_year") or _school_year_named(text)
        values["group"] = values.get("group") or find_group(text)
    for cell in cells.get("norm_moment", []):
        norm = parse_moment(cell.text)
        values["norm_moment"] = norm.code if norm else None
    _read_moment(values, cells, others, context, legend)


def _read_moment(
    values: dict[str, Any],
    cells: dict[str, list[Cell]],
    others: list[Cell],
    context: tuple[str, ...],
    legend: dict[str, str],
) -> None:
    texts = [c.text for c in cells.get("moment", [])]
    stated = [parse_moment(legend.get(squeezed(t), t)) for t in texts]
    moments = [m for m in stated if m]
    if not any(m.half or m.kind for m in moments):
        spare = [c.text for name in ("label", "test", "edition") for c in cells.get(name, [])] + [
            c.text for c in others
        ]
        moments += [m for t in spare if (m := parse_moment(t))] + [m for t in context if (m := find_moment(t))]
        texts += [t for t in spare if "signalering" in squeezed(t)]
    halves = [m for m in moments if m.half]
    moment = next((m for m in halves if m.group), halves[0] if halves else Moment())
    group = moment.group or values.get("group")
    if moment.half in ("M", "E") and group:
        values["moment"] = f"{moment.half}{group}"
    elif moment.half in ("M", "E") and any("signalering" in squeezed(t) for t in texts):
        # general rules: winter signalling is the M moment of group 3, end signalling the E moment
        values["moment"], values["derived"] = f"{moment.half}3", ["moment"]
    labels = [c.text for c in cells.get("label", [])]
    kinds = [k for t in (*texts, *labels) if (k := kind_named(legend.get(squeezed(t), t)))] + [
        m.kind for m in moments if m.kind
    ]
    marks = [squeezed(c.text) for c in cells.get("kind_mark", [])]
    if not kinds and any(m in ("nee", "n") for m in marks):
        kinds = ["intermediate"]
    values["label"] = next((t for t in (*texts, *labels) if t != values.get("moment")), None)
    if kinds:
        values["kind"] = "intermediate" if "intermediate" in kinds else kinds[0]
    elif moment.half:
        values["kind"] = "intermediate" if moment.half == "B" else "main"
    elif values.get("date"):
        half = half_of_date(values["date"])
        values["kind"], values["derived"] = ("main" if half else "intermediate"), ["kind"]
        if half and values.get("group") and not values.get("moment"):
            values["moment"], values["derived"] = f"{half}{values['group']}", ["kind", "moment"]


def _school_year_named(text: str) -> str | None:
    return next((parse_school_year(v.text) for v in values_in(text) if v.kind == "school_year"), None)
