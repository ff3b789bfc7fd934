"""Whether two printed names mean the same person.

Forms shorten, reverse and misspell names; none of that makes another pupil. Another first name does.
"""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz.distance import DamerauLevenshtein

# tussenvoegsels
PARTICLES = frozenset(
    ["van", "de", "der", "den", "ter", "ten", "te", "t", "in", "op", "aan", "el", "al", "la", "le", "von", "bin", "ben"]
)

MISREAD = 0.6  # share of the letters that a misread name keeps


def plain_key(text: str) -> str:
    """Letters and digits alone, lower case without accents: a key under which spellings of a name meet."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[^a-z0-9]+", "", "".join(c for c in plain if not unicodedata.combining(c)))


def name_tokens(name: str) -> list[str]:
    """The carrying words of a name: lower case, without accents, tussenvoegsels and punctuation."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    words = [w for w in re.split(r"[^a-z]+", plain) if w]
    return [w for w in words if w not in PARTICLES] or words


def first_name_first(name: str) -> str:
    """'Kuipers, Siebe' as 'Siebe Kuipers'; 'Berg, Bram van den' as 'Bram van den Berg'.

    A lone small letter behind a comma is a slip of the pen or of its reader, and no given name.
    """
    surname, comma, given = (part.strip() for part in name.partition(","))
    if not comma or not given or (len(given) == 1 and given.islower()):
        return surname
    words = given.split()
    particles: list[str] = []
    while len(words) > 1 and words[-1].casefold().strip("'’") in PARTICLES:
        particles.insert(0, words.pop())
    return " ".join([*words, *particles, surname])


def same_person(first: str, second: str) -> bool:
    """Whether two names can belong to one person: initials, double surnames and small misspellings allowed.

    Every word of the shorter name must have its counterpart in the longer one, at least one of them in full.
    """
    shorter, longer = sorted((name_tokens(first), name_tokens(second)), key=len)
    if not shorter or shorter == longer:
        return True
    left = list(longer)
    in_full = 0
    for word in sorted(shorter, key=len, reverse=True):
        match = next((w for w in left if _spelled_alike(word, w)), None)
        if match is not None:
            in_full += len(word) > 1
        else:
            match = next((w for w in left if w[0] == word[0] and 1 in (len(w), len(word))), None)
            if match is None:
                return False
        left.remove(match)
    return in_full > 0


def may_be_misread(first: str, second: str) -> bool:
    """Whether a reader of handwriting may have made one name of the other.

    Much must agree of the whole, of the first word or of the last.
    """
    one, other = name_tokens(first), name_tokens(second)
    pairs = [("".join(one), "".join(other)), (one[0], other[0]), (one[-1], other[-1])] if one and other else []
    return any(DamerauLevenshtein.normalized_similarity(a, b) >= MISREAD for a, b in pairs if min(len(a), len(b)) > 3)


def _spelled_alike(first: str, second: str) -> bool:
    if first == second:
        return True
    if min(len(first), len(second)) < 4:
        return False
    allowed = 1 if min(len(first), len(second)) < 7 else 2
    return int(DamerauLevenshtein.distance(first, second)) <= allowed
