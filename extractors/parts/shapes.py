"""The shape of a page's rows: a list of measurements in time, or a list of pupils at one moment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.values.dates import find_dates
from extractors.vocabulary import normalised

if TYPE_CHECKING:
    from extractors.layout.reading import PageLayout
    from extractors.records import PartKind

MANY_ROWS = 6
CLASS_SIZE = 8  # rows from which a list can be a class
_TYPED = re.compile(r"^(?:[A-E][+-]?|(?:IV|V|I{1,3})[+-]?|(?:AVI-?)?[ME][1-8]|\d{1,3}(?:[.,]\d)?|-|–|AVI)$")
_INFIX = r"(?:[vV]an|[dD]e|[dD]en|[dD]er|[tT]er|[tT]en|[eE]l|[vV]on|'t|op|het)"
_PUPIL = re.compile(
    r"^(?:(?i:leerling|lln?|kind|nr|no)\b\.?\s*)?[A-Za-z]?\d{1,3}\b|^[A-Z]\.?(?:\s?[A-Z]\.?)?\s"
    rf"|^(?:(?:[A-Z][\w'’.-]+|{_INFIX}),?\s+){{1,5}}?(?=\d|[A-EIV]\b)"
)


def shape_scores(layout: PageLayout) -> dict[PartKind, float]:
    """Log-odds that the rows of this page belong to an LVS printout or to a group overview."""
    dated = listed = across = 0
    first_cells: set[str] = set()
    for line in layout.lines:
        words = [w.text.strip(",;") for w in line.words]
        typed = sum(bool(_TYPED.match(word)) for word in words)
        dates = len(find_dates(line.text)) if any(c.isdigit() for c in line.text) else 0
        if dates >= 3:
            across += 1
        elif dates and typed >= 2 * dates:
            dated += dates
        elif dates == 0 and typed >= 2 and len(words) - typed <= 6 and (match := _PUPIL.match(line.text)):
            listed += 1
            first_cells.add(normalised(match.group()))
    scores: dict[PartKind, float] = {}
    if dated >= MANY_ROWS or across:
        scores["lvs_printout"] = 2.0
    elif dated >= 2:
        scores["lvs_printout"] = 0.6
    if listed >= CLASS_SIZE and len(first_cells) >= 0.8 * listed and listed > dated:
        scores["group_overview"] = 3.0
    return scores
