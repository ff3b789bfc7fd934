"""Pages swapped or through one another, told by what they say where no number states a total."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.evidence import evidence
from extractors.parts.doubt import Doubt
from extractors.parts.evidence import evidence_of
from extractors.parts.page_marks import questions_of
from extractors.records import PartKind  # noqa: TC001 - constants are made of it

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.layout.reading import PageLayout
    from extractors.parts.evidence import PageEvidence
    from extractors.parts.page_marks import Mark

QUESTIONS = 2  # numbered questions from which a page's own counting is known
SCORES: tuple[PartKind, ...] = ("lvs_printout", "group_overview")
TELLING: tuple[PartKind, ...] = ("school_form", "education_report", "action_plan")
CLEAR, ONE_WORD = 0.7, 0.8  # log-odds by which one must lead; what a single telling label weighs


def disorder(layouts: Sequence[PageLayout], marks: Sequence[Mark | None]) -> list[Doubt]:
    """What plain page numbers, numbered questions and the content of the pages say against their order."""
    return _exchanged(marks) + _questions_exchanged(layouts) + _taking_turns(layouts)


def _exchanged(marks: Sequence[Mark | None]) -> list[Doubt]:
    """A page just before the one that should go before it, or two seconds in a row, by numbers without a total."""
    for i, (one, two) in enumerate(pairwise(marks)):
        if not one or not two or one.of or two.of:
            continue
        follows = i > 0 and _precedes(marks[i - 1], one)
        before = one.number == two.number + 1 and one.beside == two.beside and not follows and (i == 0 or marks[i - 1])
        if before or one.number == two.number > 1:
            return [Doubt("swapped", (one.number, two.number), one.evidence)]
    return []


def _precedes(one: Mark | None, two: Mark) -> bool:
    return one is not None and one.number == two.number - 1


def _questions_exchanged(layouts: Sequence[PageLayout]) -> list[Doubt]:
    """A page of numbered questions just before the page that ends where it begins."""
    asked = [questions_of(layout) for layout in layouts]
    for i, (one, two) in enumerate(pairwise(asked)):
        if min(len(one), len(two)) < QUESTIONS or two[0][0] != 1 or one[0][0] != two[-1][0] + 1:
            continue
        if i == 0 or not asked[i - 1]:
            return [Doubt("swapped", (), evidence(layouts[i].page, one[0][1].words))]
    return []


def _taking_turns(layouts: Sequence[PageLayout]) -> list[Doubt]:
    """Two documents through one another without numbers: both have begun, then their pages take turns."""
    pages = [evidence_of(layout) for layout in layouts]
    for i in range(len(pages) - 3):
        one, two = _entitled(pages[i]), _entitled(pages[i + 1])
        if one and two and one != two and [_leaning(page) for page in pages[i + 2 : i + 4]] == [one, two]:
            return [Doubt("swapped", (), evidence(layouts[i + 2].page, layouts[i + 2].lines[0].words))]
    return []


def _entitled(page: PageEvidence) -> str | None:
    """Whether a document of scores or one that tells begins on the page, by its title."""
    titles = page.title_scores
    best = max(titles, key=lambda kind: titles[kind], default=None)
    if not (page.pupil or page.headed) or best is None:
        return None
    return "scores" if best in SCORES else "telling" if best in TELLING else None


def _leaning(page: PageEvidence) -> str | None:
    """Scores or telling, where a page that begins nothing shows one and hardly the other."""
    scores = max(page.kinds.get(kind, 0.0) for kind in SCORES)
    telling = max(page.kinds.get(kind, 0.0) for kind in TELLING)
    if page.pupil or abs(scores - telling) < CLEAR or min(scores, telling) > ONE_WORD:
        return None
    return "scores" if scores > telling else "telling"
