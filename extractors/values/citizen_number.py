"""Citizen service numbers (BSN) and education numbers in text, so that they can be masked.

Both have nine digits that pass the eleven-test: 9, 8, … 2 times the first eight, less the last, is a multiple of eleven
(an education number leaves five). Two in eleven of the other numbers of nine digits pass by chance and are masked as
well: too much rather than too little. Beside a label that names it, a number is masked even when it fails the test: a
scan may have misread a digit.
"""

from __future__ import annotations

import re

MASK = "x"
_LABEL = (
    r"(?:b\.?s\.?n\.?|burger\s?service\s?(?:nummer|nr\.?)|sofi-?\s?(?:nummer|nr\.?)|p\.?g\.?n\.?|"
    r"persoonsgebonden\s(?:nummer|nr\.?)|onderwijs\s?(?:nummer|nr\.?))"
)
_WHOSE = r"(?:(?:leerling|kind|van|het|de)\W{1,3}){0,3}"
_LABELLED = re.compile(rf"(?<!\w){_LABEL}[^\w\n]{{0,12}}{_WHOSE}(\d(?:[ .\-]?\d){{7,8}})(?!\d)", re.IGNORECASE)
_DATE = re.compile(r"\d{1,2}[ .\-]\d{1,2}[ .\-](?:19|20)\d\d|(?:19|20)\d\d[ .\-]\d{1,2}[ .\-]\d{1,2}")
_SHAPES = (
    r"\d{9}",
    r"\d{4}[.\-]\d{2}[.\-]\d{3}",
    r"\d{3}[.\-]\d{3}[.\-]\d{3}",
    r"\d{2}[.\-]\d{2}[.\-]\d{2}[.\-]\d{3}",
    r"\d{4} \d{2} \d{3}",
    r"\d(?: \d){8}",
)
_BARE = re.compile(rf"(?<!\w)(?<!\d[.,\-])(?:{'|'.join(_SHAPES)})(?!\w)(?![.,\-]\d)")
_ALONE = re.compile(r"\s*(\d{3} \d{3} \d{3})\s*")  # amid other text, three numbers of three digits may be scores


def find_numbers(text: str) -> list[tuple[int, int]]:
    """Where such numbers stand, from and to, in order."""
    found = {match.span(1) for match in _LABELLED.finditer(text) if not _DATE.fullmatch(match[1])}
    found |= {match.span() for match in _BARE.finditer(text) if passes(match[0])}
    alone = _ALONE.fullmatch(text)
    if alone and passes(alone[1]):
        found.add(alone.span(1))
    return sorted(found)


def mask(text: str) -> str:
    """The text with every digit of such numbers replaced."""
    for start, end in find_numbers(text):
        text = text[:start] + re.sub(r"\d", MASK, text[start:end]) + text[end:]
    return text


def passes(number: str) -> bool:
    """Whether the nine digits in it pass the eleven-test, as either number."""
    digits = [int(letter) for letter in number if letter.isdecimal()]
    if len(digits) != 9 or len(set(digits)) == 1:
        return False
    total = sum(weight * digit for weight, digit in zip((9, 8, 7, 6, 5, 4, 3, 2), digits[:8], strict=True)) - digits[8]
    return total % 11 in (0, 5)
