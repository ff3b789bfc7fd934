"""Group overviews: how many pupils, of which moment, and whether the pupils' names can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.evidence import evidence
from extractors.overviews.names import named_rows
from extractors.overviews.rows import rows_of
from extractors.records import GroupOverview, PartRef
from extractors.values.dates import find_dates
from extractors.values.moments import find_moment
from extractors.vocabulary.concepts import concepts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from extractors.layout.reading import PageLayout
    from extractors.records import Part

OWN_NAME = 1  # one name among hidden ones is the pupil's own, for whom the overview was made
ENOUGH_ROWS = 3
SURE, UNSURE = 0.95, 0.7


def read_overview(part: Part, layouts: Sequence[PageLayout]) -> GroupOverview | None:
    """Read a group overview; None when it shows no rows of pupils.

    `names` are those of other pupils: a single name among hidden ones is taken for the pupil's own.
    """
    rows = rows_of(layouts)
    if not rows:
        return None
    named = named_rows(rows)
    if len(named) == OWN_NAME and len(rows) >= ENOUGH_ROWS:
        named = []
    shown = named or rows[:1]
    return GroupOverview(
        part=PartRef(document=0, kind=part.kind, first_page=part.first_page),
        names=[row.text for row in named],
        row_count=len(rows),
        moment=next(_moments(layouts), None),
        date=next(_dates(layouts), None),
        evidence=[evidence(row.page, row.words) for row in shown],
        confidence=SURE if len(named) in (0, len(rows)) or len(named) > ENOUGH_ROWS else UNSURE,
    )


def _heads(layouts: Sequence[PageLayout]) -> Iterator[tuple[str, bool]]:
    """What stands above the rows: labelled values (True when the label asks for the moment), then headings."""
    vocabulary = concepts("overviews", "columns")
    for layout in layouts:
        for pair in layout.label_values:
            if any(c.key == "label" for c in vocabulary.of(pair.label)):
                yield pair.value, True
    for layout in layouts:
        yield from ((heading.text, False) for heading in layout.headings)
        yield from ((line.text, False) for line in layout.lines[:8])


def _moments(layouts: Sequence[PageLayout]) -> Iterator[str]:
    for text, _ in _heads(layouts):
        if (moment := find_moment(text)) and moment.code:
            yield moment.code


def _dates(layouts: Sequence[PageLayout]) -> Iterator[dt.date]:
    for text, _ in _heads(layouts):
        yield from (match.date for match in find_dates(text))
