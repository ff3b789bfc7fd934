"""Whether a place is filled in, and whether an answer says yes or no."""

from __future__ import annotations

import re
from typing import Literal

from extractors.vocabulary import normalised
from extractors.vocabulary.misprints import nearest
from extractors.vocabulary.patterns import pattern

Polarity = Literal["yes", "no"]
NO, NOT_NO = ("nee", "neen", "geen"), ("een",)
UNKNOWN = ("niet", "bekend")
_INK = re.compile(r"[^\W_]")
_SENTENCE_END = re.compile(r"(?<=[.:!?)])\s+")


def filled_text(text: str) -> str | None:
    """What somebody wrote in a place: without placeholders, dots to write on and instructions; None when nothing."""
    kept = [s for s in _SENTENCE_END.split(text.strip()) if _INK.search(s) and not _matches("placeholders", s)]
    while kept and len(kept) > 1 and _matches("instructions", kept[0]):
        kept.pop(0)
    answer = re.sub(r"[._…·‗]{3,}", "", " ".join(kept)).strip(" -–—_:")
    if not _INK.search(answer) or _matches("placeholders", answer) or _matches("instructions", answer):
        return None
    return answer


def answers_nothing(text: str) -> bool:
    """Whether what somebody wrote says that there is no answer, or none yet: 'n.v.t.', 'volgt nog'."""
    return _matches("no_answer", text.strip()) or is_pending(text)


def is_pending(text: str) -> bool:
    """Whether a text says that something has yet to come: 'wordt in juni geëvalueerd'."""
    return _matches("pending", text.strip())


def polarity(text: str) -> Polarity | None:
    """Whether an answer is a yes or a no; None when it only tells something."""
    plain = normalised(text)
    if pattern("filling", "polarity", "no").search(plain):
        return "no"
    return "yes" if pattern("filling", "polarity", "yes").search(plain) else None


def read_polarity(text: str) -> Polarity | None:
    """The polarity of an answer on a picture, where 'nee' by hand is read as 'Mee', 'niet bekend' as 'wiet bokend'."""
    words = normalised(text).split()
    lone = len(words) == 1 and nearest(words[0], NO, 1) and words[0] not in NOT_NO
    unknown = len(words) > 1 and all(nearest(word, [meant], 1) for word, meant in zip(words, UNKNOWN, strict=False))
    return polarity(text) or ("no" if lone or unknown else None)


def _matches(kind: str, text: str) -> bool:
    return bool(pattern("filling", "places", kind).search(normalised(text)))
