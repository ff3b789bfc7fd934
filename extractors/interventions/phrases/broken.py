"""Words that a narrow cell broke without a hyphen: 'individue el', 'l eesspecialist'."""

from __future__ import annotations

import re
from functools import cache

from extractors.vocabulary import load, normalised

LONG = 7  # letters of a word from which no cell is wide enough for it
_APART = re.compile(r"(?<![^\W\d_])(?P<a>[^\W\d_]+) (?P<b>[a-zà-ÿ]+)(?![^\W\d_])")


def mended(text: str) -> str:
    """The text with two halves of a known word (a function, 'individueel') joined; other words stay apart."""
    start = 0
    while match := _APART.search(text, start):
        whole = (match["a"] + match["b"]).casefold()
        if len(whole) >= LONG and whole in _known() and match["a"].casefold() not in _known():
            text = text[: match.end("a")] + text[match.start("b") :]
        start = match.end("a")
    return text


@cache
def _known() -> frozenset[str]:
    phrases = [*load("interventions", "words").phrases["amounts"]]
    phrases += [phrase for several in load("roles").phrases.values() for phrase in several]
    return frozenset(word for phrase in phrases for word in normalised(phrase).split())
