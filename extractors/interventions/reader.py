"""The interventions that a school form, an education report or an action plan describes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.interventions.assemble import assemble
from extractors.interventions.blocks import blocks_of
from extractors.interventions.facts import Block, Fact, Piece
from extractors.interventions.merging import by_start
from extractors.interventions.prose import periods_in
from extractors.interventions.stream import items_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.layout.reading import PageLayout
    from extractors.records import Intervention


def read_interventions(layouts: Sequence[PageLayout]) -> list[Intervention]:
    """Every period of extra help on these pages, oldest first; nothing that the pages do not state is filled in."""
    blocks = [part for block in blocks_of(items_of(layouts)) for part in _one_period_each(block)]
    found = [assemble(block) for block in blocks]
    return by_start([intervention for intervention in found if intervention])


def _one_period_each(block: Block) -> Iterator[Block]:
    """A block of running text that tells several periods, parted; texts with a label stay with the last one."""
    current = Block(headings=block.headings)
    for fact in block.facts:
        stretches = periods_in(fact.text) if not fact.label else []
        if len(stretches) < 2:
            current.facts.append(fact)
            continue
        for index, stretch in enumerate(stretches):
            if index:
                yield current
                current = Block(headings=block.headings)
            first = fact.pieces[0]
            current.facts.append(Fact("", [Piece(first.page, stretch, first.bbox, first.words)]))
    yield current
