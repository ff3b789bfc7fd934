"""The order in which a file's pages are meant to be read, and what the page numbers say is missing or mixed up.

A scanner takes what it is given: fronts before backs, a stack from behind, two documents through one another. Printed
numbers that state their total ('2 van 3') say which pages belong together; only what they settle is put right. A number
alone, or numbered questions, can tell that two pages were exchanged, but not what else goes where.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.parts.doubt import Doubt
from extractors.parts.page_marks import mark_of
from extractors.parts.unnumbered import disorder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.reading import PageLayout
    from extractors.parts.page_marks import Mark
    from extractors.records import Part


def reading_order(layouts: Sequence[PageLayout]) -> tuple[list[int], list[Doubt]]:
    """The places of the pages in the order of reading, and what is to be told about it."""
    marks = [mark_of(layout) for layout in layouts]
    blank = [not layout.page.words for layout in layouts]
    order, doubts = list(range(len(layouts))), list[Doubt]()
    for document in _documents(marks):
        doubts += _judged(document, marks, blank)
        if document.certain and len(document.members) == document.of:
            order = _gathered(order, document.members, marks)
    if not doubts:
        doubts = disorder(layouts, marks)
    return order, doubts


@dataclass(slots=True)
class _Stated:
    """The pages of one document that states its total, in the order of the file."""

    of: int
    members: list[int]
    certain: bool = True


def _documents(marks: Sequence[Mark | None]) -> list[_Stated]:
    """Pages by document: same total, number not there yet. Where it fits two, the words beside it decide."""
    found: list[_Stated] = []
    for i, mark in enumerate(marks):
        if not mark or not mark.of or mark.of == 1:
            continue
        open_ones = [d for d in found if d.of == mark.of and mark.number not in (_number(marks, j) for j in d.members)]
        alike = [d for d in open_ones if any(_beside(marks, j) == mark.beside for j in d.members)]
        if not open_ones:
            found.append(_Stated(mark.of, [i]))
            continue
        own = (alike or open_ones)[-1]
        own.members.append(i)
        if len(alike) != 1 and len(open_ones) > 1:
            for one in open_ones:
                one.certain = False
    return found


def _beside(marks: Sequence[Mark | None], i: int) -> str:
    mark = marks[i]
    return mark.beside if mark else ""


def _number(marks: Sequence[Mark | None], i: int) -> int:
    mark = marks[i]
    return mark.number if mark else 0


def _of(marks: Sequence[Mark | None], i: int) -> int:
    mark = marks[i]
    return mark.of or 0 if mark else 0


def _judged(document: _Stated, marks: Sequence[Mark | None], blank: Sequence[bool]) -> list[Doubt]:
    members = document.members
    first = marks[members[0]]
    if first is None:
        return []
    numbers = [_number(marks, i) for i in members]
    doubts = []
    missing = tuple(n for n in range(1, document.of + 1) if n not in numbers)
    if missing and not _may_be_unread(document, missing, marks, blank):
        doubts.append(Doubt("missing", missing, first.evidence))
    others = [i for i in range(members[0], members[-1]) if i not in members and not blank[i]]
    between = others if not missing else [i for i in others if marks[i]]
    if numbers != sorted(numbers) or between:
        doubts.append(Doubt("swapped", tuple(numbers), first.evidence))
    return doubts


def _may_be_unread(
    document: _Stated, missing: Sequence[int], marks: Sequence[Mark | None], blank: Sequence[bool]
) -> bool:
    """Whether a page without a number lies where a missing page belongs."""
    first, last = document.members[0], document.members[-1]
    numbers = [_number(marks, i) for i in document.members]
    near = list(range(first + 1, last))
    near += [first - 1] if first and missing[0] < min(numbers) else []
    near += [last + 1] if last + 1 < len(marks) and missing[-1] > max(numbers) else []
    return any(marks[i] is None and not blank[i] for i in near)


def _gathered(order: list[int], members: Sequence[int], marks: Sequence[Mark | None]) -> list[int]:
    """The pages of a whole document together, by number, where the first of them lies."""
    inside = set(members)
    places = [order.index(i) for i in members]
    before = order[: min(places)]
    # A page between them without a number goes on with what came before, if that has no numbers either.
    if before and not _of(marks, before[-1]):
        before = before + [i for i in order[min(places) : max(places)] if i not in inside and not _of(marks, i)]
    after = [i for i in order if i not in inside and i not in before]
    return [*before, *sorted(members, key=lambda i: _number(marks, i)), *after]


def as_filed(part: Part, pages: Sequence[int]) -> list[Part]:
    """The part as the runs of pages that it takes in the file; more than one where it was mixed with another."""
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and runs[-1][-1] == page - 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return [part.model_copy(update={"first_page": run[0], "last_page": run[-1]}) for run in runs]
