"""The known words that a misprinted one is nearest to; which letters look alike, and how many may be wrong, differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], allowed: int, shortest: int = 1) -> list[str]:
    """Those of the known words at the least distance, which is at most `allowed` letters; empty when none is so near.

    Words of fewer letters than `shortest` are left out: in them one wrong letter makes another word.
    """
    found: list[str] = []
    for other in known:
        if len(other) < shortest or abs(len(other) - len(word)) > allowed:
            continue
        distance = Levenshtein.distance(word, other, score_cutoff=allowed)
        if distance < allowed:
            allowed, found = distance, [other]
        elif distance == allowed:
            found.append(other)
    return found
