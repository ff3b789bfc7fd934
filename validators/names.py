"""Whether a printed name may be the pupil's: initials, tussenvoegsels, accents, order and small slips aside."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

# tussenvoegsels
PARTICLES = frozenset("van de der den ter ten te t in op aan el al la le von bin ben v d".split())  # noqa: SIM905
_SAME = 0.8  # share of letters that two spellings of a word have in common
_LONG = 4  # a shorter word has no room for a slip


def may_name(printed: str | None, pupil: str | None) -> bool:
    """Whether every word of a printed name stands for a word of the pupil's; no name at all may be anybody's."""
    left = _words(pupil)
    for word in sorted(_words(printed), key=len, reverse=True):
        match = next((w for w in left if _alike(word, w)), None)
        if match is None:
            return False
        left.remove(match)
    return True


def _words(name: str | None) -> list[str]:
    plain = unicodedata.normalize("NFKD", name or "").casefold()
    words = re.findall(r"[a-z]+", "".join(c for c in plain if not unicodedata.combining(c)))
    return [w for w in words if w not in PARTICLES] or words


def _alike(one: str, other: str) -> bool:
    if one == other or (1 in (len(one), len(other)) and one[0] == other[0]):
        return True
    return min(len(one), len(other)) >= _LONG and SequenceMatcher(None, one, other).ratio() >= _SAME
