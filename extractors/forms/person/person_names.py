"""The shape of a person's name in running text and titles."""

from __future__ import annotations

import re

from extractors.names import first_name_first
from extractors.vocabulary.concepts import concepts

_PARTICLE = r"(?:van|de|der|den|ter|ten|te|in|op|aan|’t|'t|’s|'s|el|al|bin|la|le|von|ben)"
_CAPITAL = r"(?!Geb(?:oren|oortedatum|\b))[A-ZÀ-ÖØ-Þ](?:[^\W\d_]|['’.\-])*"
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
    """The name behind the words of a document's title, and how many words it takes."""
    start = len(words)
    while start and not _is_no_name(words[start - 1]):
        start -= 1
    if not any(_names_document(word) for word in words[:start]):
        return None
    for first in range(start, len(words) - 1):
        name = " ".join(words[first:]).strip(" .:-–()")
        if _WHOLE.fullmatch(name) or _SURNAME_FIRST.fullmatch(name):
            return first_name_first(name), len(words) - first
    return None


def name_before(words: list[str]) -> tuple[str, int] | None:
    """The name with which a title begins ('Merel Meulenbelt in cijfers'), and how many words it takes."""
    count = next((i for i, w in enumerate(words) if w[:1].islower() and not re.fullmatch(_PARTICLE, w)), len(words))
    while count > 1 and re.fullmatch(_PARTICLE, words[count - 1]):
        count -= 1
    name = " ".join(words[:count])
    if count == len(words) or not _WHOLE.fullmatch(name) or any(_is_no_name(w) for w in words[:count]):
        return None
    return first_name_first(name), count


def _names_document(word: str) -> bool:
    return any(c.key == "document" for c in concepts("forms", "no_name").of(word))


def _is_no_name(word: str) -> bool:
    if re.fullmatch(_PARTICLE, word):
        return False
    return not word[:1].isupper() or bool(concepts("forms", "no_name").of(word))
