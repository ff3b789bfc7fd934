"""Periods told twice under their number: when and how in one table, what and with what outcome in the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.interventions.labels import TEXT_FIELDS, field_of
from extractors.interventions.phrases.amounts import bare_number
from extractors.interventions.phrases.periods import find_period

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.interventions.places.facts import Block

MOST = 9  # periods: a larger number counts something else


def joined_by_number(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, those without days joined to the one before them that has their number and days."""
    joined: list[Block] = []
    for block in blocks:
        number = _number(block)
        told = _fields(block)
        first = next((b for b in joined if number and _number(b) == number and _dated(b)), None)
        if first is None or _dated(block) or not told or told & _fields(first):
            joined.append(block)
        else:
            first.facts += [fact for fact in block.facts if field_of(fact.label) in TEXT_FIELDS]
    return joined


def _number(block: Block) -> int | None:
    for fact in block.facts:
        number = bare_number(fact.text) if field_of(fact.label) in ("ordinal", "period") else None
        if number and number <= MOST and number == int(number):
            return int(number)
    return None


def _dated(block: Block) -> bool:
    return any(find_period(fact.text) for fact in block.facts if field_of(fact.label) in ("period", "start", "end"))


def _fields(block: Block) -> set[str]:
    named = ((field_of(fact.label), fact.text) for fact in block.facts)
    return {name for name, text in named if name in TEXT_FIELDS and text}
