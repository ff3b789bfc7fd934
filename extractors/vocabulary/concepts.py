"""Concepts: phrases recognised by the words that carry their meaning, in any order and wording.

A concept's file maps a key to phrases such as "waarom denk|vermoed dyslexie": every word of the phrase must be
found in the text, `|` parts alternatives. A word of a phrase is the start of a word in the text;
`*gezag` stands anywhere in a word, `ouder.` is the whole word, and `-nee` must not be there.
Long words forgive a misprint, because scans misspell.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files

from rapidfuzz.distance import Levenshtein

from extractors.vocabulary import normalised

# Words that say nothing about what a label asks.
IDLE = frozenset(
    "a aan al als bij c d dan dat de deze die dit door e een en er f g h haar heeft het hij hoe i ii iii in is "
    "iv kan met na naar nr of om onder ook op over s t te tot u uit uw v van ver vi voor wat we welk welke wie wordt "
    "worden zijn zo zij".split()
)
FORGIVING = 6  # letters from which a stem may hold a misprint, two from twice as many


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
    barred: frozenset[str]


@dataclass(frozen=True)
class Concepts:
    """Keys with their phrases; `of` names the keys that a text speaks of."""

    phrases: dict[str, tuple[str, ...]]

    def of(self, text: str) -> list[Concept]:
        """Every concept in the text, the phrase that explains most of it first."""
        return list(self._of(normalised(text)))

    def best(self, text: str) -> Concept | None:
        """The concept that explains most of the text."""
        return next(iter(self.of(text)), None)

    @cached_property
    def _of(self) -> _Reader:
        return _Reader(self)

    @cached_property
    def _by_stem(self) -> dict[str, list[_Phrase]]:
        by_stem: dict[str, list[_Phrase]] = defaultdict(list)
        for key, phrases in self.phrases.items():
            for phrase in phrases:
                compiled = _compiled(key, phrase)
                for stem in min(compiled.needed, key=len):
                    by_stem[stem].append(compiled)
        return by_stem

    @cached_property
    def _stems(self) -> frozenset[str]:
        compiled = [_compiled(key, phrase) for key, phrases in self.phrases.items() for phrase in phrases]
        return frozenset(stem for p in compiled for stem in frozenset().union(*p.needed, p.barred))


class _Reader:
    """Labels recur on every page and in every dossier: both words and whole labels are remembered for a while."""

    def __init__(self, concepts: Concepts) -> None:
        self._concepts = concepts
        self._stems_of = lru_cache(maxsize=20_000)(self._find_stems)
        self._remembered = lru_cache(maxsize=5_000)(self._read)

    def __call__(self, plain: str) -> tuple[Concept, ...]:
        return self._remembered(plain)

    def _read(self, plain: str) -> tuple[Concept, ...]:
        words = plain.split()
        stems = [self._stems_of(word) for word in words]
        pairs = [self._stems_of(a + b) for a, b in zip(words, words[1:], strict=False)] if len(words) < 10 else []
        seen = frozenset().union(*stems, *pairs)
        telling = sum(word not in IDLE and not word.isdigit() for word in words)
        best: dict[str, Concept] = {}
        for stem in seen:
            for phrase in self._concepts._by_stem.get(stem, ()):
                if phrase.barred & seen or not all(seen & any_of for any_of in phrase.needed):
                    continue
                wanted = frozenset().union(*phrase.needed)
                explained = sum(bool(s & wanted) for s in stems) or len(phrase.needed)
                coverage = min(1.0, explained / max(1, telling))
                known = best.get(phrase.key)
                if known is None or coverage > known.coverage:
                    best[phrase.key] = Concept(phrase.key, phrase.text, coverage)
        return tuple(sorted(best.values(), key=lambda c: -c.coverage))

    def _find_stems(self, word: str) -> frozenset[str]:
        stems = self._concepts._stems
        found = {word[:n] for n in range(1, len(word) + 1) if word[:n] in stems}
        if word + "." in stems:
            found.add(word + ".")
        found.update(stem for stem in stems if stem[0] == "*" and stem[1:] in word)
        if len(word) >= FORGIVING - 1 and not word[0].isdigit():
            near = self._near[word[0]] | self._near[word[1]]
            found.update(stem for stem in near if _misprinted(word, stem))
        return frozenset(found)

    @cached_property
    def _near(self) -> dict[str, frozenset[str]]:
        """Long stems by each of their first two letters: a misprint seldom takes both."""
        near: dict[str, set[str]] = defaultdict(set)
        for stem in self._concepts._stems:
            if len(stem) >= FORGIVING and stem[0] != "*" and stem[-1] != ".":
                near[stem[0]].add(stem)
                near[stem[1]].add(stem)
        return defaultdict(frozenset, {letter: frozenset(stems) for letter, stems in near.items()})


def _compiled(key: str, phrase: str) -> _Phrase:
    words = phrase.split()
    needed = tuple(frozenset(w.split("|")) for w in words if not w.startswith("-"))
    return _Phrase(key, phrase, needed, frozenset(a for w in words if w.startswith("-") for a in w[1:].split("|")))


def _misprinted(word: str, stem: str) -> bool:
    if len(word) < len(stem) - 1:
        return False
    allowed = len(stem) // FORGIVING
    return int(Levenshtein.distance(word[: len(stem)], stem, score_cutoff=allowed)) <= allowed


@cache
def concepts(name: str, table: str | None = None) -> Concepts:
    """The concepts of `name.toml`, or of one table in it. Raises FileNotFoundError or KeyError."""
    data = tomllib.loads(files("extractors.vocabulary").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    entries = data[table] if table else data
    return Concepts({key: tuple(phrases) for key, phrases in entries.items()})
