"""What other readers ask for: the score series of a printout, and the claims of a form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.scores.claims import is_claim, labelled_parts, measuring_parts, other_parts, without_ordinals
from extractors.scores.named_test import names_test
from extractors.scores.naming import hints_of, read_sheets, total_worth
from extractors.scores.regions import regions_of
from extractors.scores.running import running_sheet
from extractors.scores.series import series_of
from extractors.scores.strips import strips_of
from extractors.scores.tables.tables import read_tables
from extractors.scores.trust import doubted
from extractors.scores.worn.loose_heads import without_frames
from extractors.scores.worn.misjoined import as_printed
from extractors.scores.worn.timed import timed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.reading import PageLayout
    from extractors.pages.model import BBox, Word
    from extractors.records import Measurement, ScoreSeries
    from extractors.scores.naming import Hints
    from extractors.scores.regions import Region
    from extractors.scores.rows import Read
    from extractors.scores.tables.lattice import Lattice
    from extractors.scores.tables.sheet import Sheet

CLEARLY = 1.1  # how much better running lines must read than rows to be preferred
WELL_NAMED = 0.9  # confidence of rows whose columns all have headings
TITLE_LENGTH = 60


def read_scores(layouts: Sequence[PageLayout]) -> list[ScoreSeries]:
    """All measurements that the pages print, as series by test, oldest first.

    Scanned pages are read twice: the second time what could be named says what stands at the same place elsewhere.
    """
    layouts = [strip for layout in layouts for strip in strips_of(without_frames(as_printed(layout)))]
    hints = hints_of(layouts)
    reads, lattices = _reads(layouts, hints)
    if lattices:
        reads, _ = _reads(layouts, replace(hints, lattices=lattices))
    return series_of(doubted(timed(reads)))


def read_claims(layouts: Sequence[PageLayout]) -> list[Measurement]:
    """What a form says the main measurements are, in its order, each with its domain.

    Where a heading announces them, only what stands under it; otherwise tables that are not about something else, or
    what stands behind a label in a table.
    """
    layouts = [without_frames(as_printed(layout)) for layout in layouts]
    hints = hints_of(layouts)
    claims = _claims(_reads(measuring_parts(layouts), hints)[0])
    if claims:
        return claims
    reads: list[Read] = []
    before: Sheet | None = None
    for part in other_parts(layouts):
        found, before = read_tables(part, before, hints)
        reads += [r for f in found for r in f.reads]
    # The rows of a table that labels its cells are no measurements: a cell may hold several.
    return max(_claims(reads), _claims(_reads(labelled_parts(layouts), hints)[0]), key=len)


def _claims(reads: Sequence[Read]) -> list[Measurement]:
    """Claims are about word reading unless the form names another test."""
    claims = [
        r.measurement.model_copy(update={"domain": r.test.domain if r.test else "word_reading"})
        for r in reads
        if is_claim(r.measurement)
    ]
    return without_ordinals(claims)


def _reads(layouts: Sequence[PageLayout], hints: Hints) -> tuple[list[Read], tuple[Lattice, ...]]:
    """The measurements of the pages, and of scanned pages the places of the columns that they stand in."""
    reads: list[Read] = []
    lattices: list[Lattice] = []
    before: Sheet | None = None
    title: tuple[str, ...] = ()
    for layout in layouts:
        rows, before = read_tables(layout, before, hints)
        rest, last_title = _running(layout, [f.bbox for f in rows], title, hints)
        loose = [f for f in rows if not f.ruled]
        if rest or not all(r.measurement.confidence >= WELL_NAMED for f in loose for r in f.reads):
            ruled = [f for f in rows if f.ruled]
            running, last_title = _running(layout, [f.bbox for f in ruled], title, hints)
            if _worth(running) > CLEARLY * (_worth(rest) + sum(_worth(f.reads) for f in loose)):
                rows, rest = ruled, running
        reads += [r for f in rows for r in f.reads] + rest
        lattices += [s.lattice for f in rows for s in f.sheets if s.lattice]
        title = last_title
    return reads, tuple(lattices)


def _worth(reads: Sequence[Read]) -> float:
    return total_worth([r for r in reads if r.test])


def _running(
    layout: PageLayout, taken: Sequence[BBox], title: tuple[str, ...], hints: Hints
) -> tuple[list[Read], tuple[str, ...]]:
    """The measurements in running lines outside the boxes `taken`; and the last title, for the page after."""
    words = [w for w in layout.page.words if not any(_in(w, box) for box in taken)]
    sheets: list[Sheet] = []
    for region in regions_of(layout.page, words):
        if not region.boxed:
            title = _title_in(region, title)
        own = _title_above(layout, region) if region.boxed else ()
        if sheet := running_sheet(layout.page, region.lines, own or title):
            sheets.append(sheet)
    return read_sheets(sheets, hints), title


def _title_in(region: Region, title: tuple[str, ...]) -> tuple[str, ...]:
    short = [ln.text for ln in region.lines if len(ln.text) <= TITLE_LENGTH and names_test(ln.text)]
    return (short[-1],) if short else title


def _title_above(layout: PageLayout, region: Region) -> tuple[str, ...]:
    above = [ln for ln in layout.lines if ln.bbox[3] <= region.lines[0].bbox[1] + 2 and len(ln.text) <= TITLE_LENGTH]
    return tuple(ln.text for ln in reversed(above) if names_test(ln.text))[:1]


def _in(word: Word, box: BBox) -> bool:
    return box[0] - 1 <= (word.x0 + word.x1) / 2 <= box[2] + 1 and box[1] - 1 <= word.middle <= box[3] + 1
