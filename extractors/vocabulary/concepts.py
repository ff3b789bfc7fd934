"""Concepts: phrases recognised by the words that carry their meaning, in any order and wording.

A concept's file maps a key to phrases such as "waarom denk|vermoed dyslexie": every word of the phrase must be
found in the text, `|` parts alternatives. A word of a phrase is the start of a word in the text; `*gezag` stands
anywhere in a word, `*plan.` ends it, `ouder.` is the whole word; `-nee` must not be there, `?leerling` may be.
Long words forgive a misprint, because scans misspell.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from extractors.vocabulary import normalised

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FORGIVING = 6  # letters from which a stem may hold a misprint, two from twice as many
ENDING = 3  # letters that a rightly spelled word may have behind its stem
SHORT_TEXT = 10  # words up to which words that a narrow column broke are joined again


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept seen in a text. `coverage` is the share of the text's telling words that the phrase explains."""

    key: str
    phrase: str
    coverage: float


@dataclass(frozen=True, slots=True)
class _Phrase:
    key: str
    text: str
    needed: tuple[frozenset[str], ...]
    known: frozenset[str]
    barred: frozenset[str]


class Concepts:
    """Keys with their phrases; `of` names the keys that a text speaks of.

    Labels recur on every page and in every dossier: words and whole labels are remembered for a while.
    """

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        compiled = [_compiled(key, phrase) for key, several in phrases.items() for phrase in several]
        self._stems = frozenset(stem for p in compiled for stem in p.barred | p.known)
        self._inner = tuple(stem for stem in self._stems if stem.startswith("*"))
        self._by_stem: dict[str, list[_Phrase]] = defaultdict(list)
        for phrase in compiled:
            for stem in min(phrase.needed, key=len):
                self._by_stem[stem].append(phrase)
        # A misprint seldom takes both of the first two letters.
        self._near: dict[str, set[str]] = defaultdict(set)
        for stem in self._stems:
            if len(stem) >= FORGIVING and stem[0] != "*" and stem[-1] != ".":
                self._near[stem[0]].add(stem)
                self._near[stem[1]].add(stem)
        self._stems_of = lru_cache(maxsize=20_000)(self._find_stems)
        self._read = lru_cache(maxsize=5_000)(self._find_concepts)

    def of(self, text: str) -> tuple[Concept, ...]:
        """Every concept in the text, the one that explains most of it first."""
        return self._read(normalised(text))

    def best(self, text: str) -> Concept | None:
        """The concept that explains most of the text."""
        return next(iter(self.of(text)), None)

    def _find_concepts(self, plain: str) -> tuple[Concept, ...]:
        words = plain.split()
        stems = [self._stems_of(word) for word in words]
        pairs = [self._stems_of(a + b) for a, b in pairwise(words)] if len(words) <= SHORT_TEXT else []
        seen = frozenset[str]().union(*stems, *pairs)
        telling = sum(word not in _idle() and not word.isdigit() for word in words)
        best: dict[str, Concept] = {}
        for stem in seen:
            for phrase in self._by_stem.get(stem, ()):
                if phrase.barred & seen or not all(seen & any_of for any_of in phrase.needed):
                    continue
                explained = sum(bool(s & phrase.known) for s in stems) or len(phrase.needed)
                coverage = min(1.0, explained / max(1, telling))
                known = best.get(phrase.key)
                if known is None or (coverage, phrase.text) > (known.coverage, known.phrase):
                    best[phrase.key] = Concept(phrase.key, phrase.text, coverage)
        return tuple(sorted(best.values(), key=lambda c: (-c.coverage, c.key)))

    def _find_stems(self, word: str) -> frozenset[str]:
        found = {word[:n] for n in range(1, len(word) + 1) if word[:n] in self._stems}
        if word + "." in self._stems:
            found.add(word + ".")
        found.update(stem for stem in self._inner if _within(stem, word))
        spelled = any(len(stem) >= max(FORGIVING, len(word) - ENDING) for stem in found)
        if len(word) >= FORGIVING - 1 and not spelled and not word[0].isdigit():
            near = self._near.get(word[0], set()) | self._near.get(word[1], set())
            found.update(stem for stem in near if _misprinted(word, stem))
        return frozenset(found)


def _compiled(key: str, phrase: str) -> _Phrase:
    words = phrase.split()
    needed = tuple(frozenset(w.split("|")) for w in words if w[0] not in "-?")
    optional = frozenset(stem for w in words if w[0] == "?" for stem in w[1:].split("|"))
    barred = frozenset(stem for w in words if w[0] == "-" for stem in w[1:].split("|"))
    return _Phrase(key, phrase, needed, optional.union(*needed), barred)


def _within(stem: str, word: str) -> bool:
    return word.endswith(stem[1:-1]) if stem.endswith(".") else stem[1:] in word


def _misprinted(word: str, stem: str) -> bool:
    if len(word) < len(stem) - 1:
        return False
    allowed = len(stem) // FORGIVING
    return int(Levenshtein.distance(word[: len(stem)], stem, score_cutoff=allowed)) <= allowed


@cache
def concepts(name: str, table: str) -> Concepts:
    """The concepts of a table in `name.toml`. Raises FileNotFoundError or KeyError."""
    return Concepts(_data(name)[table])


@cache
def _idle() -> frozenset[str]:
    return frozenset(_data("idle")["labels"]["words"])


@cache
def _data(name: str) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("extractors.vocabulary").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
