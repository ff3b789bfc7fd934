"""Values that a hand wrote below each other, as in a column of a table: they are likely of one kind.

A shape that alone may be 'E3' or '82' is the first where its neighbours are moments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.pages.hand.values import of_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from extractors.pages.hand.values import Value
    from extractors.pages.ocr import Box

BESIDE = 0.7  # of the height of type, by which the left sides of one column may differ
BELOW = 4.5  # heights of type from one row to the next
WORSE = 1.5  # by which the fit of a word may be worse than its best, for the sake of its column: a chance of a fifth


def as_columns(found: Sequence[tuple[Box, list[Value]]], type_height: float) -> list[tuple[Box, list[Value]]]:
    """What was found at each place, the values of a column narrowed to the kind that fits all of it well enough."""
    settled = {box: values for box, values in found if values}
    for column in _columns(settled, type_height):
        words = [settled[box] for box in column]
        kinds = {v.kind for v in words[0]}.intersection(*({v.kind for v in word} for word in words[1:]))
        best = max(kinds, key=lambda kind: sum(_fit(of_kind(word, kind)) for word in words), default=None)
        if best and all(_fit(word) - _fit(of_kind(word, best)) < WORSE for word in words):
            settled |= {box: of_kind(word, best) for box, word in zip(column, words, strict=True)}
    return list(settled.items())


def _fit(values: Iterable[Value]) -> float:
    return max(v.fit for v in values)


def _columns(places: Iterable[Box], type_height: float) -> list[list[Box]]:
    """Places below each other that begin at the same height from the left; at least two."""
    columns: list[list[Box]] = []
    for box in sorted(places, key=lambda b: b[1]):
        for column in columns:
            last = column[-1]
            if abs(last[0] - box[0]) < BESIDE * type_height and 0 < box[1] - last[1] < BELOW * type_height:
                column.append(box)
                break
        else:
            columns.append([box])
    return [column for column in columns if len(column) > 1]
