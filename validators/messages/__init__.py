"""All words that a school, a gatekeeper or a parent reads: texts.toml holds them, this module fills them in.

A text never says anything about what a child has; it says what is missing, where we looked and what to do.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from validators.parameters.measuring import Series

if TYPE_CHECKING:
    from collections.abc import Mapping

    from validators.findings import Draft
    from validators.parameters import Parameters
    from validators.parameters.measuring import Condition

_MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]


_ONE_OF = ("municipalities", "providers")


@cache
def texts() -> Mapping[str, Any]:
    """The texts as they stand in texts.toml."""
    return tomllib.loads((Path(__file__).parent / "texts.toml").read_text(encoding="utf-8"))


def name(key: str) -> str:
    """The Dutch name of a kind, role, field, domain or element; a date in words; anything else as it is."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", key):
        return day(dt.date.fromisoformat(key))
    if re.fullmatch(r"\d{4}-\d{4}", key):
        return f"schooljaar {key}"
    first, _, second = key.partition("/")
    if second and first in texts()["names"]:
        link = " van " if re.match(r"\d{4}-", second) else " "
        return f"{name(first)}{link}{name(second)}"
    return str(texts()["names"].get(key, key))


def number(value: float) -> str:
    """A number as it is written in Dutch: '15,5'."""
    return f"{value:g}".replace(".", ",")


def day(date: dt.date) -> str:
    """'14 november 2023'."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


@cache
def title(rule: str, parameters: Parameters) -> str:
    """The title of a requirement: what it asks, in one line."""
    values = {key: _shown(value, "en" if key == "fields" else "of") for key, value in parameters}
    return str(texts()["titles"][rule]).format(**values)


def hints(rule: str, parameters: Parameters) -> list[str]:
    """What a school can check by itself before it sends, as sentences: in general, and for what the parameters say."""
    entry = texts()["asks"].get(rule, {})
    found = [entry["text"]] if "text" in entry else []
    shown = {key: _shown(value, "of" if key in _ONE_OF else "en") for key, value in parameters}
    if isinstance(parameters, Series):
        routes = (" en ".join(_condition(condition) for condition in route) for route in parameters.routes)
        shown["routes"] = ", of ".join(routes)
    for key, value in parameters:
        match entry.get(key):
            case str(text) if value:
                found.append(text.format(**shown))
            case dict(choices):
                chosen = value if isinstance(value, tuple) else (value,)
                found += [choices[one] for one in chosen if one in choices]
    return found


def _condition(condition: Condition) -> str:
    text = str(texts()["asks"]["series"]["level"][condition.level])
    return text.format(domain=name(condition.domain), percentile=condition.percentile)


def words(draft: Draft, where: str) -> tuple[str, str]:
    """Message and action of a finding. `where` is the place where we looked, in words; empty where it has none."""
    entry = texts()["findings"][draft.code]
    chosen = entry["variants"][draft.variant] if draft.variant else entry
    form = draft.values.get("form")
    elsewhere = f"op het {name(form)}" if form else "in het dossier"
    values = {"subject": name(draft.subject), "where": where or elsewhere, **draft.values}
    return chosen["message"].format(**values), chosen.get("action", entry["action"]).format(**values)


def why(code: str) -> str:
    """Why a finding of this code matters to whoever weighs the dossier."""
    return str(texts()["findings"][code]["why"])


def _shown(value: object, link: str) -> str:
    if isinstance(value, tuple):
        *others, last = [_shown(v, link) for v in value] or [""]
        return f"{', '.join(others)} {link} {last}" if others else last
    return name(str(value))
