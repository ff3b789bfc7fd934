"""Who has authority over the child, as a text says it."""

from __future__ import annotations

from typing import Literal

from extractors.vocabulary import normalised
from extractors.vocabulary.patterns import pattern


def custody_in(text: str) -> Literal["one", "both"] | None:
    """One parent or both; None where the text names neither, or both options."""
    plain = normalised(text)
    one = pattern("filling", "custody", "one").search(plain)
    both = pattern("filling", "custody", "both").search(plain)
    if one and both and "een van beide" not in plain:
        return None
    return "one" if one else "both" if both else None
