"""What a short word written by hand says: the value that its shapes most likely are, and how likely that is.

Where characters begin and end is not known beforehand. Every value that a field may hold is tried on every way to cut
the word, and the best fit of each is weighed against that of the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from extractors.pages.hand.glyphs import ALPHABET, chances, features
from extractors.pages.hand.pieces import RUN, pieces_of, runs_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from extractors.pages.hand.glyphs import Numbers
    from extractors.pages.hand.pieces import Run
    from extractors.pages.picture.raster import Grey

DIGIT = "0123456789"
STROKES = [ALPHABET.index(c) for c in "1I/"]  # one stroke of a pen may be each of these
FAINT = 1e-4  # chance below which a character is out of the question
RIVAL = 1.2  # by which the fit may be worse than the best, to be told at all: 0.3 of its likelihood
HOPELESS = 12.0  # by which the fit is so much worse than the best that it need not be told
NARROWEST = 0.12  # of the word's height, for each character on average


class Value(NamedTuple):
    """A value as read, and the chance of its least likely character, less what else the word may be.

    `kind` is what it would be a value of; `fit` tells how well its characters fit the ink, nearer 0 being better.
    `rivals` are the texts with one other character that fit nearly as well, with their fit.
    """

    text: str
    chance: float
    kind: str
    fit: float
    rivals: tuple[tuple[str, float], ...] = ()


def _patterns() -> Iterator[tuple[str, tuple[str, ...]]]:
    """For each place of a value of a kind the characters that may stand there."""
    for count in (1, 2, 3):
        yield "number", (DIGIT,) * count
        yield "number", (*(DIGIT,) * count, ",.", DIGIT)
    for count in (1, 2):
        yield "bracketed", ("(", *(DIGIT,) * count)
        yield "bracketed", (*(DIGIT,) * count, ")")
        yield "bracketed", ("(", *(DIGIT,) * count, ")")
    for day in (("123456789",), ("0123", DIGIT)):
        for month in (("123456789",), ("01", DIGIT)):
            for year in (("2", "0", "0123", DIGIT), ("0123", DIGIT)):
                yield "date", (*day, "-/.", *month, "-/.", *year)
    yield "year", ("2", "0", "0123", DIGIT)
    yield "year", ("2", "0", "0123", DIGIT, "-/", "2", "0", "0123", DIGIT)
    for level in (("ABCDE",), ("ABCDE", "+-"), ("V",), ("V", "+-"), ("I",), ("I", "I"), ("I", "I", "I"), ("I", "V")):
        yield "level", level
    for cards in ("1+2", "1+2+3", "2+3", "1,2", "1,2,3"):
        yield "cards", tuple(cards)
    yield from (("moment", ("ME", "12345678")), ("none", ("-",)), ("test", tuple("DMT")))


KINDS, PATTERNS = zip(*sorted(_patterns(), key=lambda p: len(p[1])), strict=True)
SETS = sorted({characters for pattern in PATTERNS for characters in pattern})
LENGTHS = np.array([len(pattern) for pattern in PATTERNS])
MOST = int(LENGTHS.max())
PLACES = np.array([[SETS.index(c) for c in (*p, *(p[-1],) * (MOST - len(p)))] for p in PATTERNS])


def _members(characters: str) -> list[int]:
    """The places of a set's characters among the chances, padded; one that is a stroke may be any stroke."""
    lone = sum(ALPHABET.index(c) in STROKES for c in characters) == 1
    places = [ALPHABET.index(c) for c in characters]
    own = [STROKE if lone and place in STROKES else place for place in places]
    return own + [NOTHING] * (len(DIGIT) - len(own))


STROKE, NOTHING = len(ALPHABET), len(ALPHABET) + 1  # columns beside those of the characters
MEMBERS = np.array([_members(characters) for characters in SETS])
LETTERS = np.array([list(characters.ljust(len(DIGIT))) for characters in SETS])


def values_of(crop: Grey) -> list[Value]:
    """The values that a word in a crop can be, likeliest first; none where it is no value."""
    pieces = pieces_of(crop)
    if pieces is None:
        return []
    runs = runs_of(pieces)
    shares = chances(features(crop, pieces, runs))
    scores, letters = _by_set(shares)
    width = pieces.boxes[-1][2] - pieces.boxes[0][0]
    most = max(1.0, width / (NARROWEST * pieces.height))
    found: dict[str, tuple[float, float, int, list[int]]] = {}
    for pattern, path, total in _fits(runs, scores, len(pieces.boxes), most):
        sets = PLACES[pattern, : len(path)]
        text = "".join(letters[sets, path].tolist())
        least = float(scores[sets, path].min())
        if text not in found or found[text][0] < total:
            found[text] = (total, least, pattern, path)
    if not found:
        return []
    top = max(total for total, *_ in found.values())
    whole = sum(np.exp(total - top) for total, *_ in found.values())
    values = []
    for text, (total, least, pattern, path) in found.items():
        rivals = tuple(_rivals(text, total, pattern, path, shares)) if total > top - RIVAL else ()
        values.append(Value(text, float(np.exp(total - top + least) / whole), KINDS[pattern], total, rivals))
    return sorted(values, key=lambda value: -value.chance)


def _rivals(text: str, total: float, pattern: int, path: list[int], shares: Numbers) -> Iterator[tuple[str, float]]:
    """The texts of a pattern that differ from its best in one character, and fit nearly as well."""
    for place, run in enumerate(path):
        own = shares[run, ALPHABET.index(text[place])]
        for other in PATTERNS[pattern][place]:
            fit = total + float(np.log(max(shares[run, ALPHABET.index(other)], FAINT) / max(own, FAINT)))
            if other != text[place] and fit > total - RIVAL:
                yield text[:place] + other + text[place + 1 :], fit


def shares_of(values: Iterable[Value]) -> dict[str, float]:
    """Every text that a word may say, with its likelihood as a share of that of the best."""
    fits: dict[str, float] = {}
    for value in values:
        for text, fit in ((value.text, value.fit), *value.rivals):
            fits[text] = max(fit, fits.get(text, fit))
    best = max(fits.values(), default=0.0)
    return {text: round(float(np.exp(fit - best)), 3) for text, fit in fits.items() if fit > best - RIVAL}


def of_kind(values: Sequence[Value], kind: str) -> list[Value]:
    """Those that are of a kind, as likely as they are once it is known that the word is of it."""
    own = [v for v in values if v.kind == kind]
    share, whole = sum(v.chance for v in own), sum(v.chance for v in values)
    return [v._replace(chance=v.chance * whole / share) for v in own]


def _by_set(shares: Numbers) -> tuple[Numbers, NDArray[np.str_]]:
    """For each set of characters and each run the logarithm of the chance of its likeliest one, and which it is."""
    stroke, nothing = shares[:, STROKES].sum(axis=1, keepdims=True), np.zeros((len(shares), 1), np.float32)
    own = np.concatenate([shares, stroke, nothing], axis=1)[:, MEMBERS]
    return np.log(np.maximum(own.max(axis=2), FAINT)).T, LETTERS[np.arange(len(SETS)), own.argmax(axis=2)].T


def _fits(runs: Sequence[Run], scores: Numbers, count: int, most: float) -> Iterator[tuple[int, list[int], float]]:
    """For each pattern that a word of `count` pieces can be: its number, the run of each character, and its score.

    All patterns are tried at once, character by character: `best` holds for each of them how well it can have come to
    each gap between two pieces.
    """
    none = len(runs)
    into = np.full((count + 1, RUN), none)  # the runs that end before each gap
    for number, run in enumerate(runs):
        into[run.end, run.end - run.first - 1] = number
    first = np.array([*(run.first for run in runs), 0])
    costs = np.concatenate([scores, np.full((len(SETS), 1), -np.inf, np.float32)], axis=1)
    fitting = np.flatnonzero((most >= LENGTHS) & (count >= LENGTHS) & (count <= RUN * LENGTHS))
    best = np.full((len(fitting), count + 1), -np.inf)
    best[:, 0] = 0.0
    chosen, totals = [], np.full((MOST, len(fitting)), -np.inf)
    for place in range(int(LENGTHS[fitting].max(initial=0))):
        options = (best[:, first] + costs[PLACES[fitting, place]])[:, into]
        chosen.append(options.argmax(axis=2))
        best = options.max(axis=2)
        totals[place] = best[:, count]
    ends = totals[LENGTHS[fitting] - 1, np.arange(len(fitting))]
    for row in np.flatnonzero(ends > ends.max(initial=-np.inf) - HOPELESS).tolist():
        pattern = int(fitting[row])
        length = int(LENGTHS[pattern])
        path, at = [], count
        for place in reversed(range(length)):
            path.append(int(into[at, chosen[place][row, at]]))
            at = int(first[path[-1]])
        yield pattern, path[::-1], float(totals[length - 1, row])
