"""The words around a signature: 'handtekening', 'naam', 'datum', and what a name looks like."""

from __future__ import annotations

import re

from extractors.names import PARTICLES
from extractors.signatures.roles import find_roles, plain
from extractors.values.dates import find_dates

SIGN_WORD = re.compile(r"hand\s?-?tekening|\bparaaf\b|\bgetekend\b|\bonderteken")
SIGNING_HEADING = re.compile(
    r"onder\s?-?tekening|hand\s?-?tekening(en)?\b|\bakkoord|\bgetekend\b|ondertekenen|ondertekend\b"
)
SIGN_LABEL = re.compile(r"^hand\s?-?tekening\s*[:._…]*$")
NAME_LABEL = re.compile(r"^(naam|voor- en achternaam|naam ouder|achternaam)\b[^:]*:?|^naam\b")
DATE_LABEL = re.compile(r"^[,‚.:]?\s*(d\.?d\.?|datum|plaats(?: en |, ?| ?/ ?)datum|datum ondertekening)\b\s*:?")
BY_PROXY = re.compile(r"^\s*(w\.?g\.?|get\.|was getekend|/s/|(digitaal|elektronisch) ondertekend)\b", re.IGNORECASE)
FILLER = frozenset(
    ["namens", "het", "de", "der", "voor", "van", "en", "of", "school", "naam", "met", "gezag", "leerling", "door"]
)
NAMED_ROLE = re.compile(r"^(?P<name>[^(:]+?)\s*\((?P<role>[^()]+)\)\s*$")
_NAME_ASKED = re.compile(r"^\s*(?:naam|voor- en achternaam)\s*:\s*", re.IGNORECASE)
LONGEST_LABEL = 9  # words; a longer text is a sentence about signing


def opens_signing(text: str) -> bool:
    """Whether a plain text is the heading of a place where people sign."""
    return bool(SIGNING_HEADING.search(text)) and len(text.split()) <= 6


def is_mostly_role(text: str) -> bool:
    """Whether a plain text says little more than a role; a date beside it ('Ouder 1, datum: …') is no more."""
    rest = text
    for match in reversed(find_dates(text)):
        rest = rest[: match.span[0]] + rest[match.span[1] :]
    rest = re.sub(r"\bdatum\b|\bd\.?d\.?\b|hand\s?-?tekening|paraaf", " ", rest)
    for _, start, end in reversed(find_roles(rest)):
        rest = rest[:start] + rest[end:]
    words = [w for w in re.split(r"[^a-z]+", rest) if w]
    return len([w for w in words if w not in FILLER and len(w) > 1]) <= 1


def name_in(text: str) -> str | None:
    """The name that a text consists of, without 'Naam:' and a date beside it ('Bas Özkan, d.d. 16 juni 2024')."""
    text = _NAME_ASKED.sub("", text)
    for match in reversed(find_dates(text)):
        text = text[: match.span[0]]
    text = re.sub(r"[\s,]*(\bd\.?d\.?|\bdatum|\bop)?\s*:?\s*$", "", text, flags=re.IGNORECASE).strip(" ,;:._…")
    words = text.split()
    if not 2 <= len(words) <= 7 or any(c.isdigit() for c in text) or SIGN_WORD.search(plain(text)) or find_roles(text):
        return None
    carrying = [w for w in words if plain(w).strip("'’.-") not in PARTICLES]
    if len(carrying) < 2 or not all(w[0].isupper() for w in carrying):
        return None
    return text
