"""Dutch number words and clock words as digits, so that one pattern reads 'drie keer' and '3 keer'."""

from __future__ import annotations

import re

NUMBERS = {
    "nul": 0, "een": 1, "één": 1, "eén": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8,
    "negen": 9, "tien": 10, "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14, "vijftien": 15, "zestien": 16,
    "zeventien": 17, "achttien": 18, "negentien": 19, "twintig": 20, "vijfentwintig": 25, "dertig": 30,
    "vijfendertig": 35, "veertig": 40, "vijfenveertig": 45, "vijftig": 50, "zestig": 60, "vijfenzeventig": 75,
    "tachtig": 80, "negentig": 90,
}  # fmt: skip
_NUMBER = re.compile(r"\b(" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r")(?=\b|maal\b|wekelijks\b)")
_CLOCK = [
    (re.compile(r"\b(?:een\s+|1\s+)?half\s*uur(?:tje)?\b"), "30 minuten"),
    (re.compile(r"(?:\banderhalf|\b1\s*½|(?<!\d)1[.,]5)\s*uur\b"), "90 minuten"),
    (re.compile(r"\b(?:drie|3)\s*kwartier\b"), "45 minuten"),
    (re.compile(r"\b(?:een\s+|1\s+)?kwartier(?:tje)?\b"), "15 minuten"),
    (re.compile(r"½\s*uur\b"), "30 minuten"),
]
_LETTERED = re.compile(
    r"(?<![\w,.])(?=\S*\d|\S\S\s)([\dilo]{1,2})(?=\s*(?:weken|wkn|minuten|min\b|keer|x\s*(?:per|p\b)))"
)
_AS_DIGITS = str.maketrans("ilo", "110")  # as scans are misread: 'Il weken', '2O minuten'
_HOURS = re.compile(r"(?<![\d.,:])(\d{1,2})\s*(?:uur|u)\b(?!\s*\d)(?!\s*(?:['’]s|tot|-))")


def spelled_out(text: str) -> str:
    """Lower case with one space between words, and number words as digits ('vijf keer' → '5 keer')."""
    plain = " ".join(text.casefold().replace("\u00ad", "").split())
    plain = _LETTERED.sub(lambda m: m[1].translate(_AS_DIGITS), plain)
    for pattern, minutes in _CLOCK:
        plain = pattern.sub(minutes, plain)
    return _NUMBER.sub(lambda m: str(NUMBERS[m[1]]), plain)


def times_in_digits(plain: str) -> str:
    """Hours as minutes ('1 uur' → '60 minuten'), and '3maal' as '3 maal'."""
    minutes = _HOURS.sub(lambda m: f"{int(m[1]) * 60} minuten", plain)
    return re.sub(r"(\d)(maal|wekelijks)\b", r"\1 \2", minutes)
