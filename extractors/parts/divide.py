"""Where documents begin and of which kind they are: the reading of all pages that fits their evidence best.

A path through (page, kind) states is sought (Viterbi). A page either continues the document of the page before,
or begins a new one; beginning costs, unless the page has a title, number one, or another pupil.
Scores are log-odds: five is near certainty.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, get_args

from extractors.records import Part, PartKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.parts.evidence import PageEvidence, PupilLine

KINDS: tuple[PartKind, ...] = get_args(PartKind)
TITLE = 6.0  # a clear title settles the kind
BEGIN = -3.0  # most pages continue the document before
NOTHING_KNOWN = 1.3  # a page must show more than this to be of a known kind
FIRST_NUMBER, NEXT_NUMBER, NEXT_OF_SAME, LAST_BEFORE = 3.5, -1.5, -3.0, 1.5
NAMES_PUPIL, LARGE_HEAD = 2.0, 1.0  # a document names its pupil at its head, beneath a title
SAME_HEIGHT = 15.0  # points
SAME_TITLE = 0.25  # a title repeated on the next page is a running header
# These forms hold tables of scores and interventions of their own: what speaks for a printout or plan fits them too.
HOLD_OTHERS: tuple[PartKind, ...] = ("school_form", "education_report")
HELD: tuple[PartKind, ...] = ("action_plan", "lvs_printout", "school_form", "education_report")
HELD_WORTH = 0.7
HELD_DOUBT = 0.4  # less where a kind must be told: a form has words of its own as well
SHARPNESS = 2.0  # measured: kinds that lead by one are right nearly always
ONE_SHEET_A_SUBJECT = {"lvs_printout", "group_overview"}  # these repeat their whole head on every page
WORTH_A_DOUBT = 0.12  # share of the evidence from which another kind is worth a person's look
SMALLER_TITLE = 0.85  # a heading smaller than the document's title is a section


def divide(pages: Sequence[PageEvidence]) -> list[Part]:
    """The parts of a file, in order, covering every page."""
    if not pages:
        return []
    begins = [_begin_scores(pages, i) for i in range(len(pages))]
    emissions = [_emission(page) for page in pages]
    best: list[dict[PartKind, tuple[float, PartKind | None]]] = []
    for i in range(len(pages)):
        row: dict[PartKind, tuple[float, PartKind | None]] = {}
        for kind in KINDS:
            start = begins[i][kind] + (max(s for s, _ in best[-1].values()) if best else 0.0)
            stay = best[-1][kind][0] if best else -math.inf
            score, origin = (stay, kind) if stay >= start else (start, None)
            row[kind] = (score + emissions[i][kind], origin)
        best.append(row)
    own = [_emission(page, HELD_DOUBT) for page in pages]
    return _parts(_trace(best), begins, own)


def _begin_scores(pages: Sequence[PageEvidence], i: int) -> dict[PartKind, float]:
    page = pages[i]
    titles = page.title_scores
    if i == 0:
        return {kind: TITLE * titles.get(kind, 0.0) for kind in KINDS}
    before = pages[i - 1]
    boundary = BEGIN + _boundary(before, page)
    largest = max((t.size for p in pages[:i] for t in p.titles[:1]), default=0.0)
    scores = {}
    for kind in KINDS:
        scores[kind] = boundary + TITLE * _title_worth(page, before, largest, kind)
        if kind in ONE_SHEET_A_SUBJECT and _repeats_head(before, page):
            scores[kind] -= NAMES_PUPIL + LARGE_HEAD
    return scores


def _title_worth(page: PageEvidence, before: PageEvidence, largest: float, kind: PartKind) -> float:
    """The best title of the kind, less where it is small, or stood on the page before."""
    known = {t.text for t in before.titles}
    worth = 0.0
    for title in page.titles:
        factor = SMALLER_TITLE if title.size < SMALLER_TITLE * largest else 1.0
        if title.text in known and not (page.pupil and before.pupil and kind not in ONE_SHEET_A_SUBJECT):
            factor = SAME_TITLE
        worth = max(worth, factor * title.kinds.get(kind, 0.0))
    return worth


def _repeats_head(before: PageEvidence, page: PageEvidence) -> bool:
    """Whether the page opens as the page before did, and does not count from one again."""
    numbered_one = page.number is not None and page.number.number == 1
    return not numbered_one and bool({t.text for t in before.titles} & {t.text for t in page.titles})


def _boundary(before: PageEvidence, page: PageEvidence) -> float:
    score = 0.0
    one, two = before.number, page.number
    if two and two.number == 1:
        score += FIRST_NUMBER if one else FIRST_NUMBER / 2
    elif one and two and two.number == one.number + 1:
        score += NEXT_OF_SAME if one.of and one.of == two.of else NEXT_NUMBER
    if one and one.of and one.number == one.of:
        score += LAST_BEFORE
    if page.pupil and not _is_running(before.pupil, page.pupil):
        score += NAMES_PUPIL
        if before.pupil and before.pupil.birth_date != page.pupil.birth_date:
            score += FIRST_NUMBER
    if page.headed:
        score += LARGE_HEAD
    if before.footer and page.footer:
        score += -0.5 if before.footer == page.footer else 0.7
    if before.landscape != page.landscape:
        score += 0.5
    return score


def _is_running(before: PupilLine | None, line: PupilLine) -> bool:
    """Whether the page before has the same line at the same height: a running header."""
    return before is not None and before.text == line.text and abs(before.top - line.top) < SAME_HEIGHT


def _emission(page: PageEvidence, held_worth: float = HELD_WORTH) -> dict[PartKind, float]:
    if page.blank:
        return dict.fromkeys(KINDS, 0.0)
    emission = {kind: page.kinds.get(kind, 0.0) for kind in KINDS}
    held = held_worth * max(emission[kind] for kind in HELD)
    for kind in HOLD_OTHERS:
        emission[kind] = max(emission[kind], held)
    emission["unknown"] += NOTHING_KNOWN
    return emission


def _trace(best: Sequence[dict[PartKind, tuple[float, PartKind | None]]]) -> list[tuple[PartKind, bool]]:
    """Kind of each page, and whether a document begins on it."""
    kind = _leader(best[-1])
    path: list[tuple[PartKind, bool]] = []
    for i in range(len(best) - 1, -1, -1):
        origin = best[i][kind][1]
        path.append((kind, origin is None))
        if origin is None and i:
            kind = _leader(best[i - 1])
    return path[::-1]


def _leader(row: dict[PartKind, tuple[float, PartKind | None]]) -> PartKind:
    return max(row, key=lambda kind: row[kind][0])


def _parts(
    path: list[tuple[PartKind, bool]],
    begins: Sequence[dict[PartKind, float]],
    emissions: Sequence[dict[PartKind, float]],
) -> list[Part]:
    starts = [i for i, (_, begun) in enumerate(path) if begun]
    parts = []
    for start, end in zip(starts, [*starts[1:], len(path)], strict=True):
        kind = path[start][0]
        support = {k: begins[start][k] + sum(emissions[i][k] for i in range(start, end)) for k in KINDS}
        top = max(support.values())
        whole = sum(math.exp(SHARPNESS * (s - top)) for s in support.values())
        shares = {k: math.exp(SHARPNESS * (s - top)) / whole for k, s in support.items()}
        others = [k for k in sorted(KINDS, key=lambda k: -shares[k]) if k != kind and shares[k] >= WORTH_A_DOUBT]
        parts.append(
            Part(
                kind=kind,
                first_page=start + 1,
                last_page=end,
                confidence=round(min(0.99, shares[kind]), 3),
                might_be=others,
            )
        )
    return parts
