"""Columns of a block of lines, from the vertical white between what its lines hold."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.layout.lines import phrases_of, type_height

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.lines import Line, Phrase
    from extractors.pages.model import Word

GUTTER = 0.45  # of the type's height: the least white between two columns
WORD_SPACE = 0.15  # of the type's height: white that may part two columns where the header parts them too
WIDE_SPACE = 0.75  # of the type's height: no wider than the space of a typewriter


@dataclass(slots=True)
class Column:
    """The extent of a column's text, in points."""

    x0: float
    x1: float


def columns_of(body: Sequence[Line], headers: Sequence[Line]) -> list[Column]:
    """Columns left to right. `headers` add columns that are empty beneath, and part columns that stand close."""
    height = _height(body)
    words = [w for line in _within_columns(body, GUTTER * height) for w in line.words]
    if not words:
        return []
    columns = _runs(words, GUTTER * height)
    if headers:
        phrases = [p for line in headers[-2:] for p in phrases_of(line, GUTTER)]
        columns = [part for column in columns for part in _parted(column, words, phrases, height)]
        columns += [Column(p.bbox[0], p.bbox[2]) for p in phrases_of(headers[-1]) if not _over(p, columns)]
        columns.sort(key=lambda c: c.x0)
        columns = _without_word_spaces(columns, body, phrases, height)
    return columns


def _without_word_spaces(
    columns: list[Column], body: Sequence[Line], heads: Sequence[Phrase], height: float
) -> list[Column]:
    """Columns that no heading names and that never stand clear of the one before are the rest of its text."""
    whole: list[Column] = []
    for column in columns:
        named = any(p.bbox[0] < column.x1 and column.x0 < p.bbox[2] for p in heads)
        if whole and not named and _clings(column, whole[-1], body, WIDE_SPACE * height):
            whole[-1].x1 = column.x1
        else:
            whole.append(column)
    return whole


def _clings(column: Column, before: Column, body: Sequence[Line], space: float) -> bool:
    for line in body:
        first = next((i for i, w in enumerate(line.words) if column.x0 - 1 <= w.x0 <= column.x1), None)
        if first is None:
            continue
        if first == 0:
            return False
        neighbour = line.words[first - 1]
        if neighbour.x1 < before.x0 or line.words[first].x0 - neighbour.x1 > space:
            return False
    return True


def _height(lines: Sequence[Line]) -> float:
    return type_height([w for line in lines for w in line.words])


def _within_columns(lines: Sequence[Line], gap: float) -> list[Line]:
    """Without the few lines (remarks, legends) whose text runs across what parts the columns of all others."""
    few = len(lines) // 6
    if not few:
        return list(lines)
    bounds = sorted(
        [(w.x0, 1) for line in lines for w in line.words] + [(w.x1, -1) for line in lines for w in line.words]
    )
    cores: list[Column] = []
    depth = 0
    for x, step in bounds:
        depth += step
        if step > 0 and depth == few + 1 and not (cores and x - cores[-1].x1 < gap):
            cores.append(Column(x, x))
        elif step < 0 and depth == few:
            cores[-1].x1 = x
    kept = [line for line in lines if not crosses(line, cores)]
    return kept if len(kept) >= len(lines) - few else list(lines)


def crosses(line: Line, columns: Sequence[Column]) -> bool:
    """Whether a phrase of the line runs over more than one column."""
    return any(sum(p.bbox[0] < c.x1 and c.x0 < p.bbox[2] for c in columns) > 1 for p in phrases_of(line, GUTTER))


def _runs(words: Sequence[Word], gap: float) -> list[Column]:
    runs: list[Column] = []
    for word in sorted(words, key=lambda w: w.bbox[0]):
        if runs and word.bbox[0] - runs[-1].x1 < gap:
            runs[-1].x1 = max(runs[-1].x1, word.bbox[2])
        else:
            runs.append(Column(word.bbox[0], word.bbox[2]))
    return runs


def _parted(column: Column, words: Sequence[Word], phrases: Sequence[Phrase], height: float) -> list[Column]:
    above = [p for p in phrases if column.x0 <= (p.bbox[0] + p.bbox[2]) / 2 <= column.x1]
    if len(above) < 2:
        return [column]
    inside = [w for w in words if column.x0 <= w.bbox[0] and w.bbox[2] <= column.x1]
    parts = _runs(inside, WORD_SPACE * height)
    held = [sum(part.x0 - height <= (p.bbox[0] + p.bbox[2]) / 2 <= part.x1 + height for p in above) for part in parts]
    return parts if len(parts) <= len(above) and all(held) else [column]


def _over(phrase: Phrase, columns: Sequence[Column]) -> bool:
    return any(phrase.bbox[0] < c.x1 and c.x0 < phrase.bbox[2] for c in columns)


def boundaries(columns: Sequence[Column]) -> list[float]:
    """Middles of the white between columns."""
    return [(left.x1 + right.x0) / 2 for left, right in itertools.pairwise(columns)]
