"""Labels in running lines: with a colon, in bold before a plain value, in columns, or above their text."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from extractors.layout.label_parts import Pair, all_bold, at_colon, is_numbered, looks_like_label
from extractors.layout.label_wraps import with_whole_labels
from extractors.layout.lines import Phrase, lines_of, phrases_of
from extractors.pages.model import union

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extractors.layout.lines import Line
    from extractors.pages.model import Page, Word

SAME_X = 3.0  # points
HAND_SPACE = 1.0  # of the height of its words: the most between those that a hand wrote
NEXT_LINE = 1.5  # of the type's height: the most white between a label and the text beneath it


def line_pairs(page: Page, words: Sequence[Word]) -> Iterator[Pair]:
    """Pairs among words that stand in no table."""
    lines = lines_of(words)
    parts = with_whole_labels([_parts(line) for line in lines])
    if page.reading == "ocr":
        parts = [_written_together(phrases) for phrases in parts]
    starts = _shared_starts(parts)
    for index, phrases in enumerate(parts):
        yield from _along(phrases, index, parts, starts, page.width)


def _parts(line: Line) -> list[Phrase]:
    """Phrases of the line, parted too where bold turns into plain."""
    found: list[Phrase] = []
    for phrase in phrases_of(line):
        run = [phrase.words[0]]
        for before, word in zip(phrase.words, phrase.words[1:], strict=False):
            if before.bold and not word.bold:
                found.append(Phrase(run, union([w.bbox for w in run])))
                run = []
            run.append(word)
        found.append(Phrase(run, union([w.bbox for w in run])))
    return found


def _written_together(phrases: Sequence[Phrase]) -> list[Phrase]:
    """The phrases of a line, whole again behind the first: a hand leaves wider spaces than type, columns wider ones."""
    found = list(phrases[:1])
    for phrase in phrases[1:]:
        before = found[-1]
        space = phrase.bbox[0] - before.bbox[2]
        if (
            len(found) > 1
            and not _opens(phrase)
            and space < HAND_SPACE * max(before.words[-1].size, phrase.words[0].size)
        ):
            found[-1] = Phrase([*before.words, *phrase.words], union([before.bbox, phrase.bbox]))
        else:
            found.append(phrase)
    return found


def _shared_starts(parts: Sequence[Sequence[Phrase]]) -> set[int]:
    """Lines whose first two phrases start where those of a neighbouring line do: two columns, of labels and values."""
    shared = set()
    for i, (one, other) in enumerate(itertools.pairwise(parts)):
        if (
            len(one) >= 2
            and len(one) % 2 == 0
            and len(other) >= 2
            and _same(one[0], other[0])
            and _same(one[1], other[1])
        ):
            shared |= {i, i + 1} if len(other) % 2 == 0 else {i}
    return shared


def _same(one: Phrase, other: Phrase) -> bool:
    return abs(one.bbox[0] - other.bbox[0]) <= SAME_X


def _along(
    phrases: Sequence[Phrase], index: int, parts: Sequence[Sequence[Phrase]], columns: set[int], width: float
) -> Iterator[Pair]:
    at = 0
    while at < len(phrases):
        phrase = phrases[at]
        after = phrases[at + 1] if at + 1 < len(phrases) else None
        colon = at_colon(phrase.words)
        at += 1
        if not looks_like_label(phrase.words) or (colon and is_numbered(phrase.text) and all_bold(phrase.words)):
            continue
        if colon and colon[1]:
            yield Pair(colon[0], [*colon[1], *_more(colon[1], index, parts)], None, 0.92)
        elif after is not None and (colon or _bold_before(phrase, after)):
            label = colon[0] if colon else phrase.words
            values = [after, *itertools.takewhile(lambda p: not _opens(p), phrases[at + 1 :])]
            words = [w for p in values for w in p.words]
            yield Pair(label, [*words, *_more(after.words, index, parts)], None, 0.95 if all_bold(label) else 0.9)
            at += len(values)
        elif after is not None and index in columns and at % 2 == 1:
            yield Pair(phrase.words, [*after.words, *_more(after.words, index, parts)], None, 0.8)
            at += 1
        elif after is None:
            yield from _above(phrase, index, parts, columns, width)


def _opens(phrase: Phrase) -> bool:
    return all_bold(phrase.words) or at_colon(phrase.words) is not None


def _above(
    phrase: Phrase, index: int, parts: Sequence[Sequence[Phrase]], columns: set[int], width: float
) -> Iterator[Pair]:
    """A label with its text beneath it, or with nothing at all."""
    colon = at_colon(phrase.words)
    asks = phrase.text.endswith("?")
    if not (colon or asks or all_bold(phrase.words)):
        return
    beneath = _beneath(phrase, index, parts, columns)
    if colon:
        yield Pair(colon[0], beneath, _room(phrase, width), 0.85)
    elif beneath or asks:
        yield Pair(phrase.words, beneath, None, 0.7 if beneath else 0.6)


def _bold_before(phrase: Phrase, after: Phrase) -> bool:
    return all_bold(phrase.words) and not all_bold(after.words)


def _room(phrase: Phrase, width: float) -> tuple[float, float, float, float] | None:
    x0, top, x1, bottom = phrase.bbox
    return (x1, top, max(x1, width - x0), bottom) if x1 < width - x0 else None


def _more(value: Sequence[Word], index: int, parts: Sequence[Sequence[Phrase]]) -> list[Word]:
    """Further lines of a value: single plain phrases that start beneath it, right of the label."""
    more: list[Word] = []
    x0 = value[0].bbox[0]
    bottom = max(w.bbox[3] for w in value)
    for line in parts[index + 1 :]:
        first = line[0]
        height = first.bbox[3] - first.bbox[1]
        if len(line) != 1 or abs(first.bbox[0] - x0) > SAME_X or first.bbox[1] - bottom > 0.5 * height:
            break
        if all_bold(first.words) or at_colon(first.words):
            break
        more += first.words
        bottom = first.bbox[3]
    return more


def _beneath(label: Phrase, index: int, parts: Sequence[Sequence[Phrase]], columns: set[int]) -> list[Word]:
    """The plain lines beneath a label up to the next label, heading, pair of columns or wide gap."""
    found: list[Word] = []
    bottom = label.bbox[3]
    for number, line in enumerate(parts[index + 1 :], index + 1):
        first = line[0]
        height = first.bbox[3] - first.bbox[1]
        if (
            number in columns
            or first.bbox[1] - bottom > NEXT_LINE * height
            or abs(first.bbox[0] - label.bbox[0]) > 4 * height
        ):
            break
        if any(all_bold(p.words) for p in line) or at_colon(line[0].words) or line[0].text.endswith("?"):
            break
        found += [w for p in line for w in p.words]
        bottom = max(p.bbox[3] for p in line)
    return found
