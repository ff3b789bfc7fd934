"""Numbers, school years, groups and cards as printouts write them."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"[<>≤≥±~]?\s*(\d{1,4}(?:[.,]\d{1,2})?)\s*(?:%|e|ste|de|punten|woorden|goed)?", re.IGNORECASE)
_YEARS = re.compile(r"(?<!\d)(?:20)?(\d\d)\s?[/\-‐‑–—]\s?(?:20|['’])?(\d\d)(?!\d|\s?[/\-–.]\s?\d)")
_LONG_YEARS = re.compile(r"(?<![\d\-/.])20(\d\d)\s?(?:[/\-‐‑–—]|tot|t/m)\s?(?:20|['’])?(\d\d)(?!\d|\s?[/\-–.]\s?\d)")
_GROUP_WORDS = {"een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8}
_GROUP = re.compile(
    r"(?<!\w)(?:jaargroep|leerjaar|groep|lj|gr|g)\.?\s*:?\s*([1-8]|"
    + "|".join(_GROUP_WORDS)
    + r")(?:\s?[a-z](?!\w))?(?!\d|\w)",
    re.IGNORECASE,
)
_BARE_GROUP = re.compile(r"([1-8])\s?[a-z]?", re.IGNORECASE)
_CARDS = r"(?<![\d.,/+\-])[1-3](?:\s?(?:\+|&|,|/|en|-|;)\s?[1-3]){0,2}(?![\d%]|[.,]\d)"
_NAMED_CARDS = re.compile(
    rf"(?<!\w)(?:lees)?(?:kaart(?:en)?|krt|k)\.?\s*:?\s*({_CARDS}|1\s?(?:t/m|tot en met)\s?3)", re.IGNORECASE
)
_SUMMED_CARDS = re.compile(r"(?<![\d.,/+\-])[1-3](?:\s?(?:\+|&)\s?[1-3]){1,2}(?![\d%/]|[.,]\d)")
_BARE_CARDS = re.compile(
    r"[kK]?[1-3](?:\s?(?:\+|&|,|/|en|-|;|\s|en)\s?[kK]?[1-3]){0,2}|123|12|23|13|1\s?(?:t/m|tot en met)\s?3"
)


def parse_number(text: str) -> int | float | None:
    """The number that the text is ('57', '73,5', '12 %', '> 60'); None for an interval, a code or words."""
    match = _NUMBER.fullmatch(text.strip().strip("()*"))
    if not match:
        return None
    digits = match.group(1).replace(",", ".")
    return float(digits) if "." in digits else int(digits)


def parse_school_year(text: str) -> str | None:
    """'2023-2024' from '2023/2024', '23/24', 'schooljaar 2023-24'; None when the text holds no school year."""
    for form in (_LONG_YEARS, _YEARS):
        for match in form.finditer(text):
            first, second = int(match.group(1)), int(match.group(2))
            if second == (first + 1) % 100 and 5 <= first <= 60:
                return f"20{first:02d}-20{second:02d}"
    return None


def find_group(text: str) -> int | None:
    """The group that a text names with the word: 'groep 4', 'gr. 4b', 'leerjaar 3', 'groep vier'."""
    match = _GROUP.search(text)
    if not match:
        return None
    value = match.group(1).casefold()
    return _GROUP_WORDS.get(value) or int(value)


def parse_group(text: str) -> int | None:
    """The group that a cell under the heading 'groep' states: '4', '4b', 'groep 4'. '4/5' says no single group."""
    match = _BARE_GROUP.fullmatch(text.strip())
    return int(match.group(1)) if match else find_group(text)


def parse_cards(text: str) -> list[int] | None:
    """The cards that a cell under the heading 'kaarten' states: '1+2', '1, 2 en 3', '1-2-3', '1 t/m 3', 'k1+k2'."""
    match = _BARE_CARDS.fullmatch(
        re.sub(r"(?i)^(?:lees)?(?:kaart(?:en)?|krt)\.?\s*:?\s*", "", text.strip()).strip(" ().")
    )
    return _cards_of(match.group()) if match else None


def find_cards(text: str) -> list[int] | None:
    """The cards that a text names: with the word ('de kaarten 1 en 2'), or as a sum ('1+2+3')."""
    if match := _NAMED_CARDS.search(text):
        return _cards_of(match.group(1))
    match = _SUMMED_CARDS.search(text)
    return _cards_of(match.group()) if match else None


def _cards_of(text: str) -> list[int] | None:
    cards = [int(c) for c in re.findall(r"[1-3]", text)]
    if re.search(r"t/m|tot en met", text):
        cards = list(range(cards[0], cards[-1] + 1))
    return cards if cards == sorted(set(cards)) else None
