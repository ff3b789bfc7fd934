"""Who took part, and how many hours each spent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from extractors.vocabulary import load

if TYPE_CHECKING:
    from extractors.records import Role

_HOURS = re.compile(r"(?<![\d.,:/-])(?P<n>\d{1,3}(?:[.,]\d{1,2})?)(?![\d:/-])\s*(?P<unit>uur|uren|u\b)?", re.IGNORECASE)


def roles_in(text: str) -> list[Role]:
    """Every function and 'ouder' in the text, in printed order. Here a parent is a party, not a tutor."""
    parents = load("evaluations", "parties").find(text)
    others = [
        m
        for m in load("roles").find(text)
        if m.key not in ("tutor", "title") and not any(_meet(m.span, p.span) for p in parents)
    ]
    ordered = sorted([*parents, *others], key=lambda m: m.span)
    return list(dict.fromkeys(cast("Role", m.key) for m in ordered))


def present_in(text: str) -> list[Role]:
    """The roles of a list of those present; whoever is named behind 'afwezig' was not."""
    absent = next((m for m in load("evaluations", "labels").find(text) if m.key == "absent"), None)
    return roles_in(text[: absent.span[0]] if absent else text)


def hours_in(text: str, *, headed: bool) -> tuple[Role, float] | None:
    """'Leerkracht 18', 'leerkracht: 18,5 uur'. Without a heading about hours the unit must be printed."""
    roles = roles_in(text)
    numbers = [m for m in _HOURS.finditer(text) if headed or m["unit"]]
    if len(roles) != 1 or len(numbers) != 1:
        return None
    return roles[0], float(numbers[0]["n"].replace(",", "."))


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
