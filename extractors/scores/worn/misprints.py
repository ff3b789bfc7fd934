"""Headings as a scan misreads them: one or two wrong letters, letters that look alike, an end cut off by a wrap.

Only for pages read from pictures: print makes no such errors, and its short headings differ in a letter by intent.
"""

from __future__ import annotations

from functools import cache, lru_cache

from extractors.vocabulary import load, squeezed
from extractors.vocabulary.misprints import nearest

ALIKE = str.maketrans("f1ltj0qd58gu", "eiiiiooosbcv")  # letters and figures of one shape
FORGIVING = 5  # letters from which one may be wrong; two from ten, three from fifteen
CUT = 7  # letters that must be left of a word that was cut off
TABLES = ("sure", "vague", "never")


@lru_cache(maxsize=5_000)
def meant(text: str) -> str | None:
    """The known heading that the text is a misprint of; None when none or several are as near."""
    outline = _outline(text)
    if len(outline) < 2:
        return None
    known = _known()
    if outline in known:
        return _only(known[outline])
    if len(outline) < FORGIVING:
        return None
    if near := nearest(outline, known, len(outline) // FORGIVING, FORGIVING):
        return _only([phrase for other in near for phrase in known[other]])
    if len(outline) >= CUT:
        cut = [p for other, phrases in known.items() if other.startswith(outline) for p in phrases]
        return _only(cut)
    return None


def _only(phrases: list[str]) -> str | None:
    """One of the phrases when all of them name the same."""
    return phrases[0] if phrases and len({_keys()[p] for p in phrases}) == 1 else None


def _outline(text: str) -> str:
    return squeezed(text).translate(ALIKE)


@cache
def _known() -> dict[str, list[str]]:
    """Phrases by their outline."""
    known: dict[str, list[str]] = {}
    for phrase in _keys():
        known.setdefault(_outline(phrase), []).append(phrase)
    return known


@cache
def _keys() -> dict[str, tuple[str, str]]:
    """What each phrase names, by table and key; the first table that has it counts."""
    found: dict[str, tuple[str, str]] = {}
    for table in TABLES:
        for key, phrases in load("score_headings", table).phrases.items():
            for phrase in phrases:
                found.setdefault(phrase, (table, key))
    return found
