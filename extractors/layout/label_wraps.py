"""Labels that run over two or three lines beside one value, made one phrase on one line with that value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.layout.label_parts import all_bold
from extractors.layout.lines import Phrase
from extractors.pages.model import union

if TYPE_CHECKING:
    from collections.abc import Sequence

SAME_X = 3.0  # points
TIGHT = 0.6  # of the type's height: the most white between two lines of one label
LINES = 6  # lines further down that may hold the rest of a label, answers at half a line's distance included


def with_whole_labels(lines: Sequence[Sequence[Phrase]]) -> list[list[Phrase]]:
    """The lines with each wrapped label on the line where it begins, followed by what stands to its right."""
    parts = [list(line) for line in lines]
    for index, line in enumerate(parts):
        at = 0
        while at < len(line):
            rest = _rest(line[at], index, parts)
            if rest is None or not _join(parts, index, line[at], rest):
                at += 1
    return [line for line in parts if line]


def _rest(label: Phrase, index: int, parts: Sequence[Sequence[Phrase]]) -> int | None:
    """The line on which the label goes on: beneath it, in the same type, with a word that begins no sentence."""
    if label.text.endswith((":", "?", ".")) or not label.text[:1].isalnum():
        return None
    height = label.words[-1].bbox[3] - label.words[-1].bbox[1]
    for other in range(index + 1, min(index + LINES, len(parts))):
        found = _phrase_at(parts[other], label)
        if found:
            tight = -0.3 * height <= found.bbox[1] - label.bbox[3] <= TIGHT * height
            goes_on = found.text[:1].islower() or found.text[:1] in "(/&"
            return other if tight and goes_on and all_bold(found.words) == all_bold(label.words) else None
    return None


def _phrase_at(line: Sequence[Phrase], label: Phrase) -> Phrase | None:
    return next((p for p in line if abs(p.bbox[0] - label.bbox[0]) <= SAME_X), None)


def _join(parts: list[list[Phrase]], index: int, label: Phrase, other: int) -> bool:
    """Put the rest behind the label and the answers beside either on its line; False where no answer stands there."""
    rest = _phrase_at(parts[other], label)
    right = max(label.bbox[2], rest.bbox[2]) if rest else label.bbox[2]
    stop = min((p.bbox[0] for p in parts[index] if p.bbox[0] > right and all_bold(p.words)), default=float("inf"))
    beside = [(i, p) for i in range(index, other + 1) for p in parts[i] if right < p.bbox[0] < stop]
    bold = all_bold(label.words)
    if not rest or not beside or any(all_bold(p.words) for _, p in beside if bold):
        return False
    if not bold and any(all_bold(p.words) for p in parts[index] if p.bbox[2] <= label.bbox[0]):
        return False  # plain words right of bold ones are an answer, no label
    own = parts[index].index(label)
    words = [*label.words, *rest.words]
    parts[index][own] = Phrase(words, union([w.bbox for w in words]))
    parts[other].remove(rest)
    for i, phrase in beside:
        if i != index:
            parts[i].remove(phrase)
    answers = [w for _, p in beside for w in p.words]
    kept = [p for p in parts[index] if all(p is not q for _, q in beside)]
    kept.append(Phrase(answers, union([w.bbox for w in answers])))
    parts[index][:] = sorted(kept, key=lambda p: p.bbox[0])
    return True
