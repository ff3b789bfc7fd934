"""The algebra of levels: letters, Roman numerals and percentiles are bands of the norm group, from 0 to 100.

Source: the level systems A-E (25/25/25/15/10 %) and I-V (five times 20 %), in whole percentiles.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.records import LevelLetter, LevelRoman, LevelSign, Measurement

Band = tuple[float, float]

LETTERS: dict[str, Band] = {"A": (76, 100), "B": (51, 75), "C": (26, 50), "D": (11, 25), "E": (0, 10)}
ROMANS: dict[str, Band] = {"I": (81, 100), "II": (61, 80), "III": (41, 60), "IV": (21, 40), "V": (0, 20)}
SIGNED: dict[tuple[str, str], Band] = {
    ("V", "-"): (0, 10),
    ("V", "+"): (11, 20),
    ("I", "-"): (81, 90),
    ("I", "+"): (91, 100),
}
# Systems round differently, so one point beyond a boundary is no contradiction.
ROUNDING = 1.0


class Proof(Enum):
    """Whether a level proves that a measurement is low enough."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Level:
    """A level as it is printed; whatever the document does not state is None."""

    letter: LevelLetter | None = None
    roman: LevelRoman | None = None
    sign: LevelSign | None = None
    percentile: float | None = None

    @classmethod
    def of(cls, row: Measurement) -> Level:
        return cls(row.level_letter, row.level_roman, row.level_sign, row.percentile)

    @property
    def stated(self) -> bool:
        """Whether anything at all is printed."""
        return bool(self.letter or self.roman) or self.percentile is not None

    @property
    def bands(self) -> list[Band]:
        """The band of each printed level, the percentile left aside."""
        found = [LETTERS[self.letter]] if self.letter else []
        if self.roman:
            found.append(SIGNED.get((self.roman, self.sign or ""), ROMANS[self.roman]))
        return found

    @property
    def text(self) -> str:
        """As a school would write it: 'V- (E), percentiel 8'."""
        words = [w for w in (f"{self.roman}{self.sign or ''}" if self.roman else None, self.letter) if w]
        if self.percentile is not None:
            words.append(f"percentiel {self.percentile:g}".replace(".", ","))
        return ", ".join(words)


def consistent(level: Level) -> bool:
    """Whether letter, numeral and percentile can be true together (a percentile may be one point off)."""
    bands = level.bands
    if bands and max(low for low, _ in bands) > min(high for _, high in bands):
        return False
    p = level.percentile
    return p is None or all(low - ROUNDING <= p <= high + ROUNDING for low, high in bands)


def agree(one: Level, other: Level) -> bool:
    """Whether two statements about one measurement can both be true; a level that is not stated agrees with all."""
    return all(_touch(a, b) for a in _statements(one) for b in _statements(other))


def _statements(level: Level) -> list[tuple[Band, float]]:
    point = [] if level.percentile is None else [((level.percentile, level.percentile), ROUNDING)]
    return [(band, 0.0) for band in level.bands] + point


def _touch(one: tuple[Band, float], other: tuple[Band, float]) -> bool:
    (low, high), slack = one
    (other_low, other_high), other_slack = other
    room = max(slack, other_slack)
    return low <= other_high + room and other_low <= high + room


def proves_e(level: Level) -> Proof:
    """The lowest 10 %: a letter decides, then V with a sign, then a percentile. A bare V proves nothing."""
    if level.letter:
        return Proof.YES if level.letter == "E" else Proof.NO
    if level.roman and level.roman != "V":
        return Proof.NO
    if level.roman and level.sign:
        return Proof.YES if level.sign == "-" else Proof.NO
    return _below(level.percentile, 10)


def proves_low_d(level: Level, limit: float) -> Proof:
    """The weakest `limit` percent of older rules: E, V (with or without sign), a low percentile, or D beside V.

    A letter D alone may lie above the limit, so it stays unclear.
    """
    if level.roman == "V" or level.letter == "E":
        return Proof.YES
    if level.percentile is not None:
        return _below(level.percentile, limit)
    if level.letter == "D" and level.roman is None:
        return Proof.UNCLEAR
    return Proof.NO if level.stated else Proof.UNCLEAR


def _below(percentile: float | None, limit: float) -> Proof:
    if percentile is None:
        return Proof.UNCLEAR
    if percentile <= limit:
        return Proof.YES
    # Whole percentiles leave a gap: 10.4 is neither 10 nor 11.
    return Proof.NO if percentile >= limit + 1 else Proof.UNCLEAR


def bare_v(level: Level) -> bool:
    """A V that nothing explains: it may be an E, and it may be a D."""
    return level.roman == "V" and not level.sign and not level.letter and level.percentile is None


def d_behind_v(level: Level) -> bool:
    """A V of which the letter, the percentile or the sign shows that it is a D."""
    return level.roman == "V" and level.sign != "-" and proves_e(level) is Proof.NO
