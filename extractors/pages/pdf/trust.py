"""Whether a page's text layer says what the page shows.

Fonts may map their shapes to other letters, or to none: 'Leerling' comes out as 'Mffsmjoh'. Letters may be drawn as
shapes as well, and then there is no text at all. Such a page is read as a picture.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from extractors.vocabulary import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extractors.pages.model import Page, Word

FEWEST_WORDS = 24  # of a page that must hold a word that we know
LETTERS = 3  # of such a word
STRANGE = 0.2  # share of the letters: marks of tick boxes in fonts of symbols are far fewer
DRAWN = 60  # shapes on a page without text: more than frames, lines and a signature take
_WORD = re.compile(rf"[^\W\d_]{{{LETTERS},}}")


def is_believed(page: Page) -> bool:
    """Whether the words of the page may be taken for what it shows."""
    if not page.words:
        return sum(d.filled and d.curves > 0 for d in page.drawings) < DRAWN
    return not _strange(page.words) and _says_something(page.words)


def _strange(words: Sequence[Word]) -> bool:
    """Whether many letters belong to no alphabet that is written here."""
    text = "".join(word.text for word in words)
    if text.isascii():
        return False
    letters = [c for c in text if not c.isascii() or c.isalpha()]
    odd = sum(not (c.isascii() or unicodedata.name(c, "").startswith("LATIN") or _mark(c)) for c in letters)
    return odd > STRANGE * max(len(letters), 1)


def _mark(char: str) -> bool:
    return unicodedata.category(char)[0] in "PSZ"


def _says_something(words: Sequence[Word]) -> bool:
    """Whether a page with enough words holds any that is common on these pages."""
    found = _WORD.findall(" ".join(word.text for word in words).casefold())
    return len(found) < FEWEST_WORDS or not _common().isdisjoint(found)


@cache
def _common() -> frozenset[str]:
    return frozenset(load("common").phrases["common"])
