"""The interventions that a school form, an education report or an action plan describes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.interventions.assemble import assemble
from extractors.interventions.blocks import blocks_of
from extractors.interventions.labels import field_of
from extractors.interventions.merging import by_start
from extractors.interventions.phrases.periods import find_period
from extractors.interventions.phrases.prose import periods_in, states_period
from extractors.interventions.places.facts import Block, Fact, Piece
from extractors.interventions.places.numbered import joined_by_number
from extractors.interventions.places.stream import items_of
from extractors.interventions.places.ticked import keep_ticked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from extractors.layout.reading import PageLayout
    from extractors.records import Intervention


def read_interventions(layouts: Sequence[PageLayout]) -> list[Intervention]:
    """Every period of extra help on these pages, oldest first; nothing that the pages do not state is filled in."""
    gathered = blocks_of(items_of(layouts))
    keep_ticked(gathered, layouts)
    blocks = [part for block in joined_by_number(gathered) for part in _one_period_each(block)]
    found = [assemble(block) for block in blocks]
    return by_start([intervention for intervention in found if intervention])


def _one_period_each(block: Block) -> Iterator[Block]:
    """A block of running text that tells several periods, parted; texts with a label stay with the last one."""
    current = Block(headings=block.headings)
    dated = False
    days: tuple[dt.date | None, dt.date | None] | None = None
    for fact in block.facts:
        dated = dated or field_of(fact.label) in ("period", "start")
        for index, stretch in enumerate(periods_in(fact.text, answer=bool(fact.label)) or [""]):
            answer = bool(fact.label) and index == 0
            if not answer and states_period(stretch):
                before, days = days, _days(stretch)
                if dated and before != days:  # a heading and the sentence beneath it may tell the same days
                    yield current
                    current = Block(headings=block.headings)
                dated = True
            current.facts.append(_part_of(fact, stretch, fact.label if answer else ""))
    yield current


def _days(text: str) -> tuple[dt.date | None, dt.date | None] | None:
    period = find_period(text)
    return (period.start, period.end) if period else None


def _part_of(fact: Fact, stretch: str, label: str) -> Fact:
    """The fact with the pieces that hold the stretch; a piece on its border belongs to both."""
    if not stretch or stretch == " ".join(fact.text.split()):
        return Fact(label, fact.pieces)
    pieces = [p for p in fact.pieces if p.text in stretch or stretch in p.text] or fact.pieces
    first = pieces[0]
    rest = [Piece(p.page, "", p.bbox, p.words) for p in pieces[1:]]
    return Fact(label, [Piece(first.page, stretch, first.bbox, first.words), *rest])
