"""Dutch words as data: TOML files of phrases, and matching that forgives how they are printed.

A file maps a key to its phrases: `load("headings")` reads `headings.toml`, `load("headings", "score")` its table
`[score]`.
Matching ignores case, accents, punctuation and the spaces that narrow columns put inside words
('Vaardigheid sscore'), and reads abbreviations with a dot as the start of a word ('vaard. score').
"""

from __future__ import annotations

import re
import string
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from collections.abc import Callable

_LETTERS = {c: c.casefold() for c in string.ascii_letters + string.digits}
CLOSE = 0.86  # similarity from which two long phrases are the same word misprinted


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase of `key` found in a text; `span` in characters of the text, `score` 0..1 how well it fits."""

    key: str
    phrase: str
    span: tuple[int, int]
    score: float = 1.0


@dataclass(frozen=True)
class Vocabulary:
    """Phrases per key, in the order of the file."""

    phrases: dict[str, tuple[str, ...]]

    def whole(self, text: str) -> Match | None:
        """The key of which the whole text is a phrase: as it stands, abbreviated, or with a misprint."""
        return self._remembered_whole(text)

    def find(self, text: str) -> list[Match]:
        """Every phrase that stands in the text as whole words, the longest at each place, left to right."""
        return list(self._remembered_find(text))

    @cached_property
    def _remembered_whole(self) -> Callable[[str], Match | None]:
        return lru_cache(maxsize=20_000)(self._whole)

    @cached_property
    def _remembered_find(self) -> Callable[[str], tuple[Match, ...]]:
        return lru_cache(maxsize=20_000)(self._find)

    def _whole(self, text: str) -> Match | None:
        key = squeezed(text)
        if not key:
            return None
        if hit := self._by_squeezed.get(key):
            return Match(*hit, (0, len(text)))
        return self._abbreviated(text) or self._misprinted(text, key)

    def _find(self, text: str) -> tuple[Match, ...]:
        plain, places = _plain_with_places(text)
        found: list[Match] = []
        end = 0
        for match in self._pattern.finditer(plain):
            if match.start() >= end:
                end = match.end()
                key, phrase = self._by_plain[match.group()]
                found.append(Match(key, phrase, (places[match.start()], places[end - 1] + 1)))
        return tuple(found)

    def best(self, text: str) -> Match | None:
        """The whole text as a phrase, otherwise the longest phrase in it (with a score below 1)."""
        if match := self.whole(text):
            return match
        inside = self.find(text)
        if not inside:
            return None
        longest = max(inside, key=lambda m: m.span[1] - m.span[0])
        share = len(squeezed(longest.phrase)) / max(1, len(squeezed(text)))
        return Match(longest.key, longest.phrase, longest.span, 0.5 + 0.4 * min(1.0, share))

    def _abbreviated(self, text: str) -> Match | None:
        """Words with a dot are the start of a word, or letters of it in their order ('Vrdh.score')."""
        for shape, score in zip(_abbreviations(text), (0.9, 0.8), strict=False):
            hits = {k: p for q, (k, p) in self._by_squeezed.items() if shape.fullmatch(q)}
            if len(hits) == 1:
                ((key, phrase),) = hits.items()
                return Match(key, phrase, (0, len(text)), score)
        return None

    def _misprinted(self, text: str, squeezed_text: str) -> Match | None:
        if len(squeezed_text) < 7 or any(c.isdigit() for c in squeezed_text):
            return None
        near = process.extractOne(
            squeezed_text, self._by_squeezed.keys(), scorer=Levenshtein.normalized_similarity, score_cutoff=CLOSE
        )
        return Match(*self._by_squeezed[near[0]], (0, len(text)), 0.95 * near[1]) if near else None

    @cached_property
    def _by_squeezed(self) -> dict[str, tuple[str, str]]:
        return {squeezed(p): (key, p) for key, phrases in reversed(self.phrases.items()) for p in phrases}

    @cached_property
    def _by_plain(self) -> dict[str, tuple[str, str]]:
        return {
            normalised(p): (key, p) for key, phrases in reversed(self.phrases.items()) for p in phrases if normalised(p)
        }

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self._by_plain, key=len, reverse=True)
        return re.compile(r"(?<!\S)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\S)")


@cache
def load(name: str, table: str | None = None) -> Vocabulary:
    """The vocabulary of `name.toml`, or of one table in it. Raises FileNotFoundError or KeyError."""
    data = tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    entries = data[table] if table else data
    return Vocabulary({key: tuple(phrases) for key, phrases in entries.items() if isinstance(phrases, list)})


@lru_cache(maxsize=50_000)
def normalised(text: str) -> str:
    """Lower case, without accents; anything but letters and digits is one space."""
    return _plain_with_places(text)[0]


def squeezed(text: str) -> str:
    """As `normalised`, without spaces: how words broken by a narrow column are compared."""
    return normalised(text).replace(" ", "")


@lru_cache(maxsize=50_000)
def _plain_with_places(text: str) -> tuple[str, tuple[int, ...]]:
    out: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        letters = _LETTERS.get(char) or _letters_of(char)
        if letters:
            out += letters
            places += [place] * len(letters)
        elif out and out[-1] != " " and not unicodedata.combining(char):
            out.append(" ")
            places.append(place)
    if out and out[-1] == " ":
        out.pop()
        places.pop()
    return "".join(out), tuple(places)


def _letters_of(char: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", char).casefold() if c.isalnum())


@lru_cache(maxsize=10_000)
def _abbreviations(text: str) -> tuple[re.Pattern[str], ...]:
    words = re.findall(r"[^\W_]+\.?", text)
    if not any(w.endswith(".") for w in words):
        return ()
    starts = [squeezed(w) + ("[a-z]*" if w.endswith(".") else "") for w in words]
    letters = [
        "[a-z]*".join([*squeezed(w), ""]) if w.endswith(".") and len(w) > 3 else s
        for w, s in zip(words, starts, strict=True)
    ]
    return re.compile("".join(starts)), re.compile("".join(letters))
