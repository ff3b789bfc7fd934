"""Tables with a column (or, turned, a row) a test of which a scan lost a name: its values are no other test's."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.scores.tables.headings import name_misread

if TYPE_CHECKING:
    from collections.abc import Sequence

    Heads = tuple[str, ...]

UNREAD = "?"  # stands for a test whose name could not be read


def with_unread(heads: Sequence[Heads], tests: Sequence[str | None]) -> list[str | None]:
    """The test of each column, `UNREAD` where only the name of another test can have stood.

    That is before what follows the names of tests elsewhere ('afgenomen op'), and, once a test has been named, over a
    column that no known heading names.
    """
    named = {i for i, test in enumerate(tests) if test and test in heads[i]}
    if len({tests[i] for i in named}) < 2:
        return list(tests)
    times = Counter(heads)
    again = [bool(head) and times[head] > 1 and i not in named for i, head in enumerate(heads)]
    follow = {heads[b] for a, b in pairwise(range(len(heads))) if a in named and again[b]}
    found: list[str | None] = []
    current: str | None = None
    for i, test in enumerate(tests):
        nameless = test is None and not again[i] and not name_misread(heads[i]).fields
        before = i + 1 < len(heads) and heads[i + 1] in follow
        if i in named:
            current = test
        elif nameless and (before or current is not None):
            current = UNREAD
        found.append(current if i in named or again[i] or (nameless and current == UNREAD) else test)
    return found
