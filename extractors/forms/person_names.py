"""The shape of a person's name in running text and titles."""

from __future__ import annotations

import re

from extractors.names import first_name_first
from extractors.vocabulary.concepts import concepts

_PARTICLE = r"(?:van|de|der|den|ter|ten|te|in|op|aan|’t|'t|’s|'s|el|al|bin|la|le|von|ben)"
_CAPITAL = r"[A-ZÀ-ÖØ-Þ](?:[^\W\d_]|['’.\-])*"
NAME = rf"{_CAPITAL}(?:\s+(?:{_PARTICLE}\s+){{0,3}}{_CAPITAL}){{1,4}}(?:,\s+{_CAPITAL}(?:\s+{_PARTICLE}){{0,3}})?"
_WHOLE = re.compile(NAME)
_SURNAME_FIRST = re.compile(
    rf"{_CAPITAL}(?:\s+{_CAPITAL}){{0,2}},\s+{_CAPITAL}(?:\s+{_CAPITAL}){{0,2}}(?:\s+{_PARTICLE}){{0,3}}"
)


def name_alone(text: str) -> str | None:
    """The name that the text is, given name first, without words before it that are none ('Betreft Daan Vos')."""
    words = text.strip(" .:-–()").split()
    while words and _is_no_name(words[0]):
        words.pop(0)
    kept = " ".join(words)
    shaped = _WHOLE.fullmatch(kept) or _SURNAME_FIRST.fullmatch(kept)
    return first_name_first(kept) if shaped and not any(_is_no_name(w) for w in words) else None


def name_behind(words: list[str]) -> tuple[str, int] | None:
    """The name behind the words of a title, and how many words it takes."""
    start = len(words)
    while start and not _is_no_name(words[start - 1]):
        start -= 1
    for first in range(max(start, 1), len(words) - 1):
        name = " ".join(words[first:]).strip(" .:-–()")
        if _WHOLE.fullmatch(name) or _SURNAME_FIRST.fullmatch(name):
            return first_name_first(name), len(words) - first
    return None


def _is_no_name(word: str) -> bool:
    if re.fullmatch(_PARTICLE, word):
        return False
    return not word[:1].isupper() or bool(concepts("forms", "no_name").of(word))
