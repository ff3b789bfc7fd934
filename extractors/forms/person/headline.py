"""The line under a title that names the pupil: 'Hanna Bouazza | 26-07-2016 | groep 4 | CBS Het Kompas'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.evidence import evidence
from extractors.forms.person.person_names import name_alone
from extractors.forms.person.pupil import asked_of
from extractors.forms.person.pupil_values import group_in, school_in
from extractors.values.dates import find_dates

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from extractors.layout.reading import PageLayout
    from extractors.records import Evidence

FIRST_LINES = 10
# Ways to part the line; a comma may stand inside a name, so it comes last.
_PARTED = (
    re.compile(r"\s*[|•·¦]\s*|\s+[–—-]\s+|\s+/\s+"),
    re.compile(r"(?<=[\w)])\.\s+(?=[A-Z])"),
    re.compile(r"\s*[,;]\s+"),
)
_BORN = re.compile(r"(?i)^\W*(?:geb(?:oren|oorte\s?datum|\.?\s?dat(?:um)?)?\b\.?\s*(?:op|d\.?d\.?)?|\*)\s*:?\s*")
_GROUP = re.compile(r"(?i)\b(?:jaargroep|groep|gr|klas|leerjaar)\b")
_NO_LETTERS = re.compile(r"[^a-zA-Z]*")


@dataclass(slots=True)
class Headline:
    """What such a line says; a piece that it does not hold is None."""

    name: str | None
    birth_date: dt.date
    group: int | None
    school: str | None
    evidence: Evidence


def headline_of(layouts: Sequence[PageLayout]) -> Headline | None:
    """The line, where one of the first of a part holds a date and a name or group in pieces of their own."""
    for layout in layouts[:1]:
        for line in layout.lines[:FIRST_LINES]:
            for separator in _PARTED:
                pieces = [p for p in separator.split(line.text) if p.strip()]
                if len(pieces) > 1 and (found := _read(pieces, evidence(layout.page, line.words))):
                    return found
    return None


def _read(pieces: Sequence[str], where: Evidence) -> Headline | None:
    said = [_piece(piece) for piece in pieces]
    dates = [(i, date) for i, (key, text) in enumerate(said) if key in (None, "birth_date") and (date := _day(text))]
    if len(dates) != 1:
        return None
    at, birth_date = dates[0]
    name = next((n for key, text in said[:at] if key in (None, "name", "bare_name") and (n := name_alone(text))), None)
    groups = [
        (i, group)
        for i, (key, text) in enumerate(said)
        if (key == "group" or _GROUP.search(text)) and (group := group_in(text))
    ]
    if name is None and not groups:
        return None
    behind = said[groups[0][0] + 1 :] if groups else []
    school = next((s for key, text in behind if key in (None, "school") and (s := school_in(text))), None)
    return Headline(name, birth_date, groups[0][1] if groups else None, school, where)


def _piece(text: str) -> tuple[str | None, str]:
    """What a piece is about, where a label before a colon says so, and its text."""
    label, colon, value = text.partition(":")
    return (asked_of(label) or "other", value.strip()) if colon else (None, text)


def _day(piece: str) -> dt.date | None:
    """The date that a piece is, save 'geboren op' before it."""
    text = _BORN.sub("", piece)
    found = find_dates(text)
    rest = text[: found[0].span[0]] + text[found[0].span[1] :] if found else ""
    return found[0].date if len(found) == 1 and _NO_LETTERS.fullmatch(rest) else None
