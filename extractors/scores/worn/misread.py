"""What a cell that was read from a picture may say, once its column tells what kind of value stands there.

A scan confuses shapes, not values: strokes pass for letters ('II' for 11), a wide gap parts a number, dots get lost.
Only what leaves one possibility is mended; a mended value is never stated for certain.
"""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from extractors.scores.tables.headings import NUMBERS
from extractors.scores.tables.sheet import Cell
from extractors.scores.worn.lost_separators import day_meant

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from extractors.pages.model import Word

LONGEST_NUMBER = 3  # digits
ALL_CARDS = ("1+2", "1+2+3", "2+3")
SMALL_GAP = 0.6  # of the type's height: digits of one number that were read apart
STROKES = {**dict.fromkeys("Il|!1i", 1), **dict.fromkeys("uUnHN", 2), **dict.fromkeys("mMW", 3)}
AS_DIGIT = str.maketrans("IlL|!iOoQDSsBZzG", "1111110000558226")
_AS_GROUP = str.maketrans("SA", "54")
NARROW_ONE = 0.4  # of a digit's room: how much less ink a 1 has than its room

_SPECKS = "'\"`´‘’‚‛“”„«»°_~*.,:;()[]{}|\\/—–- "
_BOTH_LEVELS = re.compile(r"([A-E])[/|]?([IVlHN|!1]{1,3}[+–—_-]?)")
_SLANTED = re.compile(r"([CD])[A4]V")  # 'D/V' or 'D/IV': only the letter is known
_ROMAN = re.compile(r"(I{1,3}|IV|V)([+-]?)")
_ONE_CARD_SIGN = "[+4t&]"
_CARDS = re.compile(rf"1\s*{_ONE_CARD_SIGN}\s*2(?:\s*[+4t&0]?\s*3)?|1\s*2\s*[+4t&0]\s*3|2\s*{_ONE_CARD_SIGN}\s*3")


def mended(field: str, cell: Cell, width: float | None) -> str | None:
    """The text of a cell as a value of such a column would be printed; None where nothing, or several things, fit.

    `width` is how much room a digit takes in this column, in points (None when unknown).
    """
    if field in NUMBERS or field.startswith("card_"):
        return _number(cell, width)
    mend = _MENDERS.get(field)
    return mend(cell.text) if mend else None


def digit_width(cells: Sequence[Cell]) -> float | None:
    """The room of one digit in the cells of a number column, in points; None without numbers of two digits or more."""
    words = [c.words[0] for c in cells if len(c.words) == 1 and c.words[0].text.isdigit() and len(c.words[0].text) > 1]
    return median((w.x1 - w.x0) / len(w.text) for w in words) if words else None


def loses_digit(cell: Cell, width: float) -> bool:
    """Whether there is ink for more digits than were read."""
    return len(cell.words) == 1 and cell.text.isdigit() and _room(cell.words, width) > len(cell.text)


def rejoined(cell: Cell) -> Cell:
    """The cell with the digits of one number put together that were read apart ('22 7'), or cards ('1+2- +3')."""
    if len(cell.words) < 2:
        return cell
    cards = re.sub(r"[-–—]?[+][-–—]?", "+", "".join(w.text for w in sorted(cell.words, key=lambda w: w.x0)))
    if cards in ALL_CARDS and _widest_gap(cell.words) <= SMALL_GAP:
        return Cell(cards, cell.words, doubtful=True)
    if not all(w.text.isdigit() for w in cell.words):
        return cell
    digits = "".join(w.text for w in sorted(cell.words, key=lambda w: w.x0))
    if len(digits) > LONGEST_NUMBER or _widest_gap(cell.words) > SMALL_GAP:
        return cell
    return Cell(digits, cell.words, doubtful=True)


def _number(cell: Cell, width: float | None) -> str | None:
    text = cell.text.strip(_SPECKS)
    if re.fullmatch(r"\d{1,4}(?:[.,]\d)?", text):
        return text
    if text and all(c in STROKES for c in text):
        ones = _room(cell.words, width) if width else len(text)
        return "1" * ones if abs(ones - sum(STROKES[c] for c in text)) <= 1 and 1 <= ones <= 3 else None
    digits = text.translate(AS_DIGIT)
    return digits if any(c.isdigit() for c in text) and digits.isdigit() and len(digits) <= LONGEST_NUMBER else None


def _widest_gap(words: Sequence[Word]) -> float:
    """The widest white between the words, in heights of their type."""
    ordered = sorted(words, key=lambda w: w.x0)
    gaps = [(b.x0 - a.x1) / max(1.0, a.bottom - a.top) for a, b in pairwise(ordered)]
    return max(gaps, default=0.0)


def _room(words: Sequence[Word], width: float) -> int:
    """How many digits have room in the ink of the words."""
    x0, x1 = min(w.x0 for w in words), max(w.x1 for w in words)
    return round((x1 - x0) / width + NARROW_ONE / 2)


def _moment(text: str) -> str | None:
    """'Má4', 'M; 3', '_M4', '€3', 'SM': the letter and the figure of a moment with dirt around them."""
    bare = re.sub(r"[^A-Za-z0-9]", "", text.replace("€", "E"))
    if match := re.fullmatch(r"([MEB])[JIlj]?([1-8])", bare):
        return "".join(match.groups())
    match = re.fullmatch(r"([1-8SA])([MEB])", bare)
    return f"{match[2]}{match[1].translate(_AS_GROUP)}" if match else None


def _reading_level(text: str) -> str | None:
    bare = re.sub(r"(?i)avi|[^a-z0-9€]", "", text).replace("€", "E").upper()
    match = re.fullmatch(r"([ME])([3-8S])", bare)
    return f"AVI-{match.group(1)}{match.group(2).replace('S', '5')}" if match else None


def _date(text: str) -> str | None:
    """A day of which only the dots and spaces were misread: '22022019', '18.02 2019', '1 7 02 202 3'."""
    day = day_meant(text)
    return f"{day:%d-%m-%Y}" if day else None


def _cards(text: str) -> str | None:
    """'1424 3' is 1+2+3: a plus sign passes for a 4; 'len 2en 3' is '1 en 2 en 3'."""
    plain = re.sub(r"(?i)\s*(?:en|&)\s*", "+", re.sub(r"\b[lLI|](?=\W|en|$)", "1", text.strip(_SPECKS)))
    if not _CARDS.fullmatch(plain):
        return None
    cards = [c for c in "123" if c in plain]
    return "+".join(cards)


def _level(text: str) -> str | None:
    bare = re.sub(r"\s", "", text).strip("'\"`‘’‚“”„«»°_~*.,:;()[]{}")
    if match := _SLANTED.fullmatch(bare):
        return match[1]
    if match := _BOTH_LEVELS.fullmatch(bare):
        roman = match[2].replace("N", "V") if match[1] == "E" else match[2]  # '/V': there is no E of level IV
        return f"{match[1]} {_level(roman) or ''}".strip()
    bare = re.sub(r"[–—_]", "-", bare).replace("Vv", "V").replace("v", "V").replace("€", "C")
    for seen, meant in (("m", "III"), ("u", "II"), ("U", "II"), ("n", "II"), ("H", "II"), ("N", "IV")):
        bare = bare.replace(seen, meant)
    bare = re.sub(r"[l|!1i]", "I", bare)
    return bare if _ROMAN.fullmatch(bare) or re.fullmatch(r"[A-E]", bare) else None


_MENDERS: dict[str, Callable[[str], str | None]] = {
    "date": _date,
    "moment": _moment,
    "norm_moment": _moment,
    "functioning_level": _reading_level,
    "cards": _cards,
    "level": _level,
}
