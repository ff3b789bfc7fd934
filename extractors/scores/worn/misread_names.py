"""Names of tests as a scan misreads them ('Speting'): a letter or two wrong in a word that only tests have."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from extractors.vocabulary import load, normalised
from extractors.vocabulary.misprints import nearest

if TYPE_CHECKING:
    from extractors.pages.model import Word

SHORTEST = 6  # letters: in a shorter word one wrong letter makes another word
LONG = 7  # letters from which a word that was read badly may have two wrong
WELL, BADLY = 0.9, 0.8  # confidence: what was read well may be another word ('worden', 'Tekenen')


def as_named(word: Word) -> Word:
    """The word as a name of a test has it, where it is nearest to one such word alone; else as it was read."""
    text = normalised(word.text)
    if len(text) < SHORTEST or not text.isalpha() or text in _words():
        return word
    allowed = 2 if len(text) >= LONG and word.confidence < BADLY else 1
    near = nearest(text, _words(), allowed, SHORTEST)
    if len(near) != 1 or (word.confidence >= WELL and word.text[0] != near[0][0].upper()):
        return word
    name = near[0].capitalize() if word.text[:1].isupper() else near[0]
    return replace(word, text=name, confidence=min(word.confidence, BADLY))


@cache
def _words() -> frozenset[str]:
    """The longer words of the names of tests."""
    tests = {w for phrases in load("tests").phrases.values() for p in phrases for w in normalised(p).split()}
    return frozenset(w for w in tests if len(w) >= SHORTEST)
