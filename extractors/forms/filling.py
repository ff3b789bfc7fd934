"""Is a place filled in, and does an answer say yes or no?"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from extractors.vocabulary import normalised

Polarity = Literal["yes", "no"]
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


def polarity(text: str) -> Polarity | None:
    """Whether an answer is a yes or a no; None when it only tells something."""
    plain = normalised(text)
    if any(p.search(plain) for p in _patterns("polarity", "no")):
        return "no"
    return "yes" if any(p.search(plain) for p in _patterns("polarity", "yes")) else None


def _matches(kind: str, text: str) -> bool:
    plain = normalised(text)
    return any(p.search(plain) for p in _patterns("placeholders", kind))


@cache
def _patterns(table: str, kind: str) -> tuple[re.Pattern[str], ...]:
    data = tomllib.loads(files("extractors.vocabulary").joinpath("filling.toml").read_text(encoding="utf-8"))
    if table == "placeholders":
        patterns = data["placeholders"]["patterns" if kind == "placeholders" else "instructions"]
    else:
        patterns = data[table][kind]
    return tuple(re.compile(p) for p in patterns)
