"""Measurements in running lines: sentences, lists, dotted leaders, cards with a label and a value on each line.

A stream of typed values is cut into measurements where a kind of value comes back; numbers are named by the words
beside them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING

from extractors.scores.named_test import names_test, test_of
from extractors.scores.tables.headings import NUMBERS, speaks_of_average
from extractors.scores.tables.sheet import EMPTY, Cell, Row, Sheet
from extractors.scores.typed import Value, personal, values_in
from extractors.vocabulary import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.lines import Line
    from extractors.pages.model import Page, Word

_EDITION = re.compile(r"\s*\(?(?:versie\s*)?(?:(?:19|20)\d\d|\d[.,]\d)\)?")
_STOP = re.compile(r"[.;:|·•–]\s")
NEAR = 45  # characters between a number and the word that names it
SAME_BREATH = 3  # characters between two levels that belong together ('E of V-', 'E (V)')
OTHER_CLAUSE = 22  # a heading behind a comma or a full stop names another number


@dataclass(slots=True)
class _Record:
    """The values of one measurement by column name, in the order in which they stand."""

    context: tuple[str, ...]
    values: dict[str, Cell] = field(default_factory=dict)

    @property
    def results(self) -> bool:
        return any(name not in ("date", "moment", "school_year", "group", "cards") for name in self.values)

    @property
    def keyed(self) -> bool:
        return any(name in self.values for name in ("date", "moment", "school_year"))


def running_sheet(page: Page, lines: Sequence[Line], title: tuple[str, ...]) -> Sheet | None:
    """The measurements that the lines state, as a sheet with a column for each kind of value; None without any."""
    text, words = _flow([line for line in lines if not _of_others(line.text)])
    records = [r for r in _records(text, words, title) if r.keyed and r.results]
    names = list(dict.fromkeys(name for r in records for name in r.values))
    if not records:
        return None
    rows = [Row(page, [r.values.get(name, EMPTY) for name in names], r.context) for r in records]
    return Sheet([_head(name) for name in names], rows)


def _of_others(text: str) -> bool:
    """Whether a line gives the values of a class or a goal: it begins with the word."""
    return speaks_of_average(" ".join(text.split()[:3])) and any(c.isdigit() for c in text)


def _flow(lines: Sequence[Line]) -> tuple[str, list[tuple[int, Word]]]:
    """The text of the lines with line breaks, and the offset of each word in it."""
    text = ""
    words: list[tuple[int, Word]] = []
    for line in lines:
        for word in line.words:
            words.append((len(text), word))
            text += word.text + " "
        text = text[:-1] + "\n"
    return text, words


def _records(text: str, words: list[tuple[int, Word]], title: tuple[str, ...]) -> list[_Record]:
    tests = _tests(text)
    masked = text
    for start, end in tests:
        masked = masked[:start] + "\0" * (end - start) + masked[end:]
    values = values_in(masked)
    records: list[_Record] = []
    current: _Record | None = None
    context = title
    end = 0
    seen_tests = 0
    for n, value in enumerate(values):
        while seen_tests < len(tests) and tests[seen_tests][0] < value.span[0]:
            context = (text[slice(*tests[seen_tests])].strip(), *title)
            seen_tests += 1
            if current and not current.results:
                current.context = context
        start, stop = value.span
        following = values[n + 1].span[0] if n + 1 < len(values) else len(text)
        spot = _Spot(value, masked[end:start], masked[stop:following], start == 0 or text[start - 1] == "\n")
        name = _name(spot, current, context)
        end = stop
        if name is None:
            continue
        if current is None or name in current.values:
            current = _Record(context)
            records.append(current)
        first = max(0, bisect_right(words, start, key=itemgetter(0)) - 1)
        own = [w for _, w in words[first : bisect_left(words, stop, key=itemgetter(0))]]
        current.values[name] = Cell(value.text, own)
    return records


def _tests(text: str) -> list[tuple[int, int]]:
    """Names of tests with the edition behind them."""
    spans = []
    for match in load("tests").find(text):
        if len(match.phrase) > 2 and names_test(match.phrase):
            edition = _EDITION.match(text, match.span[1])
            spans.append((match.span[0], edition.end() if edition else match.span[1]))
    return spans


@dataclass(slots=True)
class _Spot:
    """A value with the text between the value before it and the value after it."""

    value: Value
    ahead: str
    behind: str
    starts_line: bool


def _name(spot: _Spot, current: _Record | None, context: tuple[str, ...]) -> str | None:
    """The column of a value: its kind, and for a number the heading beside it. None for what is no part of it."""
    kind = spot.value.kind
    if kind == "number":
        return _name_number(spot, current)
    if kind == "date" and personal(spot.ahead[-NEAR:]):
        return None
    if kind == "level":
        if current is None or not (current.results or current.keyed):
            return None
        return "level 2" if "level" in current.values and len(spot.ahead.strip(" \n/(,&-")) <= SAME_BREATH else "level"
    if kind == "moment" and current and "moment" in current.values and not current.results:
        test = test_of(context)
        return "avi" if test and test.domain == "text_reading" else "moment"
    return kind


def _name_number(spot: _Spot, current: _Record | None) -> str | None:
    if spot.starts_line and re.match(r"[.)]\s", spot.behind):
        return None  # the number of an item in a list
    ahead, behind = spot.ahead[-NEAR:], spot.behind[:NEAR]
    candidates: list[tuple[float, str, bool]] = []
    for table, noise in (("sure", False), ("never", True)):
        vocabulary = load("score_headings", table)
        if found := vocabulary.find(ahead):
            candidates.append((len(ahead) - found[-1].span[1] + 0.1 * noise, found[-1].key, noise))
        if found := vocabulary.find(behind):
            gap = behind[: found[0].span[0]]
            far = OTHER_CLAUSE if _STOP.search(gap) or "," in gap or "\n" in gap else 2
            candidates.append((len(gap) + far + 0.1 * noise, found[0].key, noise))
    if not candidates:
        count = sum(name.startswith("open ") for name in current.values) if current else 0
        return f"open {count}" if current and current.keyed and not behind.lstrip(" ").startswith(("%", "-")) else None
    _, key, noise = min(candidates)
    return None if noise or key not in (*NUMBERS, "group") else key


def _head(name: str) -> tuple[str, ...]:
    """A heading that names the column as the vocabulary does."""
    base = name.split(" ", maxsplit=1)[0]
    if base == "open":
        return ()
    if base == "avi":
        return ("AVI",)
    if base == "level":
        return ("niveau",)
    phrases = load("score_headings", "sure").phrases.get(base)
    return (phrases[0],) if phrases else ()
