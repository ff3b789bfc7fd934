"""Which test, and so which domain, a text names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from extractors.scores.typed import values_in
from extractors.values.dates import month_named
from extractors.vocabulary import Match, load, normalised

if TYPE_CHECKING:
    from extractors.records import Domain

_GENERAL = {"technisch lezen", "taal", "lezen", "leestempo", "leestechniek", "ordenen"}
_EDITION = re.compile(r"(?<!\d)((?:19|20)\d\d|[1-4][.,]\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Test:
    """A test by its domain, the name as printed, and the edition where the name holds one ('2018', '3.0')."""

    domain: Domain
    name: str
    edition: str | None


def test_of(texts: tuple[str, ...]) -> Test | None:
    """The test that texts name, nearest first: what names a test outranks what names a broad subject."""
    general: Test | None = None
    for text in texts:
        match = _match(text)
        if match is None:
            continue
        edition = _EDITION.search(text)
        test = Test(cast("Domain", match.key), text.strip(), edition.group(1) if edition else None)
        if normalised(match.phrase) not in _GENERAL:
            return test
        general = general or test
    return general


def other_test(name: str) -> Test:
    """A test that no word of ours names, stated where a test stands."""
    edition = _EDITION.search(name)
    return Test("other", name.strip(), edition.group(1) if edition else None)


@lru_cache(maxsize=5_000)
def _match(text: str) -> Match | None:
    """The test in a short text; a long text is a sentence, that names tests in passing."""
    vocabulary = load("tests")
    if match := vocabulary.whole(text):
        return match
    if load("score_headings").whole(text):
        return None  # 'Rw. sc.' heads raw scores, though 'RW' alone is arithmetic
    found = vocabulary.find(text)
    if not found:
        return _shortened(text)
    if len(text) > 90:
        return None
    named = [m for m in found if normalised(m.phrase) not in _GENERAL] or found
    return max(named, key=lambda m: (len(m.phrase) > 3 or m.phrase.isupper(), m.span[1] - m.span[0]))


@lru_cache(maxsize=5_000)
def _shortened(text: str) -> Match | None:
    """The test whose words a short name begins: 'Rek-Wis 3.0', 'Begr. lez.'."""
    words = [w for w in normalised(text).split() if not w.isdigit()]
    if not words or len(words) > 3 or any(len(w) < 3 for w in words):
        return None
    for key, phrases in load("tests").phrases.items():
        for phrase in phrases:
            parts = normalised(phrase).split()
            if len(parts) == len(words) > 1 and all(p.startswith(w) for p, w in zip(parts, words, strict=True)):
                return Match(key, phrase, (0, len(text)), 0.7)
    return None


def says_which(text: str) -> bool:
    """Whether a title says which measurements stand beneath it: of a test, moment, school year or month."""
    return (
        names_test(text)
        or any(v.kind in ("moment", "school_year") for v in values_in(text))
        or month_named(text) is not None
    )


def names_test(text: str) -> bool:
    """Whether a short text names a test or subject."""
    return _match(text) is not None
