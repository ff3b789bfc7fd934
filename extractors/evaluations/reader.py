"""One evaluation: which of the two, its period, its sessions, who was there, and the hours spent."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING, cast

from extractors.evaluations.parties import hours_in, present_in
from extractors.evidence import evidence
from extractors.interventions.phrases.numerals import spelled_out
from extractors.interventions.phrases.periods import Period, find_period
from extractors.records import Hours, PartRef, PreventiveEvaluation
from extractors.values.dates import find_dates
from extractors.vocabulary import load, normalised

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Literal

    from extractors.layout.lines import Line
    from extractors.layout.reading import PageLayout
    from extractors.pages.model import Page, Word
    from extractors.records import Evidence, Role

MARGIN = dt.timedelta(days=14)  # a session may be made up for just outside the period
STATED, GUESSED = 0.97, 0.8
FEW, FAR = 4, 40  # characters: a text behind a day, and how far into a line of sessions the day may stand
_NUMBERED = re.compile(r"\s*periode\s*[:.]?\s*(?P<n>[12])\b(?!\s*[-./]\s*\d)", re.IGNORECASE)
_BEFORE_DATE = re.compile(
    r"^\W*(?:(?:nr\.?|sessie|bijeenkomst|week|les)?\s*\d{0,2}\s*[.):]?\s*)?(?:[a-z]{2}\.?|[a-z]+dag)?\s*$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Found:
    period: Period | None = None
    number: int | None = None
    which: Literal["midterm", "final"] | None = None
    dates: list[tuple[dt.date, Evidence]] = field(default_factory=list)
    count: int | None = None
    parties: list[Role] | None = None
    hours: list[Hours] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    confidences: list[float] = field(default_factory=list)


def read_evaluation(layouts: Sequence[PageLayout]) -> PreventiveEvaluation | None:
    """The evaluation that these pages hold; None where they state neither period, sessions nor parties."""
    found = _Found()
    section = ""
    for layout in layouts:
        for line in layout.lines:
            section = _section(line.text) or section
            _read_line(found, layout.page, line, section)
    _read_parties(found, layouts)
    sessions = _held(found)
    if found.period is None and not sessions and found.parties is None:
        return None
    which = found.which or {1: "midterm", 2: "final"}.get(found.number or 0)
    return PreventiveEvaluation(
        part=PartRef(document=0, kind="preventive_evaluation", first_page=layouts[0].page.number),
        which=cast("Literal['midterm', 'final'] | None", which),
        start=found.period.start if found.period else None,
        end=found.period.end if found.period else None,
        sessions=[date for date, _ in sessions],
        session_count=found.count if found.count is not None else len(sessions) or None,
        parties=found.parties,
        hours=found.hours,
        evidence=[*found.evidence, *(e for _, e in sessions)],
        confidence=min([STATED if found.which else GUESSED, *found.confidences]),
    )


def _section(text: str) -> str:
    """What a line that is a heading or a table's header announces, '' for any other line."""
    if len(text) > 60 or any(find_dates(text)):
        return ""
    match = load("evaluations", "labels").best(text)
    if match and match.key in ("sessions", "hours", "signatures") and len(normalised(text).split()) <= 5:
        return match.key
    return ""


def _read_line(found: _Found, page: Page, line: Line, section: str) -> None:
    text = line.text
    which = next(iter(load("evaluations", "which").find(text)), None)
    if which and found.which is None:
        found.which = cast("Literal['midterm', 'final']", which.key)
        found.evidence.append(_evidence(found, page, line.words))
    _read_period(found, page, line)
    dates = find_dates(text)
    count = next((m for m in load("evaluations", "labels").find(text) if m.key == "count"), None)
    if count and (number := re.match(r"\D{0,12}(\d{1,2})(?!\d|\s*[-/])", spelled_out(text[count.span[1] :]))):
        found.count = int(number[1])
    if not load("evaluations", "cancelled").find(text):
        found.dates += [(d, _evidence(found, page, line.words)) for d in _session_days(text, section)]
    hours = None if dates else hours_in(text, headed=section == "hours")
    if hours and section != "signatures":
        found.hours.append(Hours(role=hours[0], hours=hours[1], evidence=[_evidence(found, page, line.words)]))


def _read_period(found: _Found, page: Page, line: Line) -> None:
    text = line.text
    if found.period is not None or not load("evaluations", "labels").find(text[:60]):
        return
    number = _NUMBERED.match(text)
    period = find_period(text[number.end() :] if number else text)
    if period and period.start and period.end:
        found.period = period
        found.number = int(number["n"]) if number else None
        found.confidences.append(period.confidence)
        found.evidence.append(_evidence(found, page, line.words))


def _session_days(text: str, section: str) -> list[dt.date]:
    """The days of a line that tells sessions: a numbered day, a day with what was done, or a list under its heading.

    A day repeated along a line, or alone on it, is a date beside a signature.
    """
    found = find_dates(text)
    days = [m.date for m in found]
    if not days or len(set(days)) < len(days) or section == "signatures":
        return []
    before, listed = text[: found[0].span[0]], section == "sessions"
    if len(days) > 1:
        return days if listed else []
    numbered = bool(_BEFORE_DATE.match(before)) and any(c.isalnum() for c in before)
    told = bool(_BEFORE_DATE.match(before)) and len(text) - found[0].span[1] > FEW and section != "hours"
    return days if numbered or told or (listed and len(before) <= FAR) else []


def _held(found: _Found) -> list[tuple[dt.date, Evidence]]:
    """Each day once, within the period where that is known."""
    period, kept = found.period, dict[dt.date, "Evidence"]()
    for date, where in found.dates:
        inside = (
            period is None or not (period.start and period.end) or period.start - MARGIN <= date <= period.end + MARGIN
        )
        if inside:
            kept.setdefault(date, where)
    return sorted(kept.items(), key=lambda item: item[0])


def _read_parties(found: _Found, layouts: Sequence[PageLayout]) -> None:
    boxes = [b for layout in layouts for b in layout.tick_boxes if b.checked is not None and present_in(b.label)]
    if any(b.checked for b in boxes):
        found.parties = list(dict.fromkeys(role for b in boxes if b.checked for role in present_in(b.label)))
        return
    for page, text, words in _present(layouts):
        roles = present_in(text)
        if roles or text:
            found.parties = list(dict.fromkeys([*(found.parties or []), *roles]))
            found.evidence.append(_evidence(found, page, words))


def _present(layouts: Sequence[PageLayout]) -> Iterator[tuple[Page, str, Sequence[Word]]]:
    """Texts behind a label such as 'Aanwezig'; where no label has a value, the sentence that says it."""
    for layout in layouts:
        values = [v for v in layout.label_values if v.value and _names_present(v.label)]
        for value in values:
            yield layout.page, value.value, value.words
        if not values:
            yield from _told_present(layout)


def _told_present(layout: PageLayout) -> Iterator[tuple[Page, str, Sequence[Word]]]:
    """'Besproken met ouder, leerkracht en / dyslexiebehandelaar.': the rest of the sentence, over at most two lines."""
    for line, below in zip_longest(layout.lines, layout.lines[1:]):
        label = next((m for m in load("evaluations", "labels").find(line.text) if m.key == "present"), None)
        if label is None:
            continue
        rest = line.text[label.span[1] :]
        goes_on = below is not None and not rest.rstrip().endswith(".") and not find_dates(below.text)
        text = f"{rest} {below.text}" if goes_on else rest
        if present_in(rest):
            words = [*line.words, *below.words] if goes_on else line.words
            yield layout.page, re.split(r"\.(?:\s|$)", text, maxsplit=1)[0], words


def _names_present(label: str) -> bool:
    match = load("evaluations", "labels").best(label)
    return match is not None and match.key == "present"


def _evidence(found: _Found, page: Page, words: Sequence[Word]) -> Evidence:
    """Evidence of a line; its confidence is that of its numbers, otherwise of its average word."""
    numbers = [w.confidence for w in words if any(c.isdigit() for c in w.text)]
    found.confidences.append(min(numbers) if numbers else sum(w.confidence for w in words) / len(words))
    return evidence(page, words)
