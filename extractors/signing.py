"""Where a form is signed: what stands there answers no question, also where no heading parts it from the last one."""

from __future__ import annotations

import re

from extractors.vocabulary import load

LONGEST = 12  # words of a line that asks for signatures
_OPENS = re.compile(
    r"\W*(?:hand\s?tekening|ondertekening|ondertekend|getekend\b|paraaf|aldus\s+(?:naar|opgemaakt|ingevuld|getekend)|naar\s+waarheid"
    r"|namens\s+(?:het\s+(?:bevoegd\s+gezag|school\s?bestuur|bestuur)|de\s+school)\s*(?:$|[,:(])"
    r"|(?:voor\s+)?akkoord(?:verklaring)?\s*(?:$|[,:(]|ouder|verzorger|school|directeur|intern|namens))",
    re.IGNORECASE,
)
_FILLED = re.compile(
    r"\W*(?:(?:plaats|datum|naam|functie)\b.{0,40}[:….]|(?:plaats|datum|naam|functie)\W*$)", re.IGNORECASE
)
_PLACE_AND_DAY = re.compile(
    r"(?:te\s+)?[A-Z][\w' -]{1,30},\s+(?:d\.?d\.?\s+)?"
    r"\d{1,2}\s*[-/. ]\s*(?:\d{1,2}|[a-z]{3,9}\.?)\s*[-/. ]\s*\d{2,4}(?:\W+\w+){0,3}\W*"  # and who signs
)


def opens_signing(line: str) -> bool:
    """Whether a line asks for signatures: 'Handtekening directeur:', 'Namens het bevoegd gezag, directeur'."""
    return line[:1].isupper() and len(line.split()) <= LONGEST and _OPENS.match(line) is not None


def names_place_and_day(line: str) -> bool:
    """'Utrecht, 3 maart 2024', perhaps with who signs."""
    return _PLACE_AND_DAY.fullmatch(line.strip()) is not None


def belongs_to_signing(line: str) -> bool:
    """Whether a line is of those around signatures: 'Utrecht, 3 maart 2024', 'Naam begeleider: …', 'Directeur'."""
    if opens_signing(line) or names_place_and_day(line) or _FILLED.match(line):
        return True
    rest = line
    for match in reversed(load("roles").find(line)):
        rest = rest[: match.span[0]] + rest[match.span[1] :]
    return rest != line and not re.search(r"\w", rest)
