"""The roles of those who are asked to sign, as forms call them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, cast

from extractors.signatures.misprints import mended

if TYPE_CHECKING:
    from extractors.records import Role


@cache
def _patterns() -> list[tuple[Role, re.Pattern[str]]]:
    text = files("extractors.vocabulary").joinpath("signing_roles.toml").read_text(encoding="utf-8")
    return [
        (cast("Role", entry["id"]), re.compile("|".join(f"(?:{p})" for p in entry["patterns"])))
        for entry in tomllib.loads(text)["role"]
    ]


def plain(text: str) -> str:
    """Lower case without accents, the words of labels as they are spelt, for matching."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return mended("".join(c for c in decomposed if not unicodedata.combining(c)))


def find_roles(text: str) -> list[tuple[Role, int, int]]:
    """Every role that a text names with its place, in reading order; overlapping names give the first in the list."""
    lowered = plain(text)
    found: list[tuple[Role, int, int]] = []
    for role, pattern in _patterns():
        for match in pattern.finditer(lowered):
            if not any(start < match.end() and match.start() < end for _, start, end in found):
                found.append((role, match.start(), match.end()))
    return sorted(found, key=lambda item: item[1])


def role_of(text: str) -> Role | None:
    """The first role that a text names, or None."""
    roles = find_roles(text)
    return roles[0][0] if roles else None
