"""Where the pupil stood and what came of it, told inside a goal: 'van 26 naar 35 woorden', 'bereikt: 31'.

What an outcome compares itself with ('van 9 naar 4 fouten') is no measurement at the start.
"""

from __future__ import annotations

import re

_VALUE = r"(?P<value>[^;()|]*?\w[^;()|]*?)(?=\s*(?:[;)|]|\.\s|\.?$|,\s*\w+\s*[:=]))"
_BEFORE = r"start|begin|vooraf|nu|huidig|(?:nul|begin|start|voor)meting|(?:begin|start)(?:situatie|stand|niveau)"
_AFTER = r"bereikt|behaald|resultaat|uitkomst|opbrengst|geworden|nameting|eindmeting"
_MARKED = r"(?:^|[(;,.|]\s*)(?:{})\s*[:=]\s*" + _VALUE
_START = re.compile(_MARKED.format(_BEFORE), re.IGNORECASE)
_OUTCOME = re.compile(_MARKED.format(_AFTER), re.IGNORECASE)
_LEVEL = r"(?:AVI[\s-]?)?[ME][1-8]\b|AVI[\s-]?start"
_FROM_TO = re.compile(
    rf"\bvan\s+(?P<value>(?:{_LEVEL}|\d{{1,3}}(?![\d./-]|\s*(?:keer|x|min|weken|leerlingen|kinderen)\b)[\w\s%]{{0,24}}?))\s*"
    rf"(?:\([^)]*\)\s*)?naar\s+(?:{_LEVEL}|\d{{1,3}}\b(?!\s*(?:keer|x\b|min|weken|leerlingen|kinderen)))",
    re.IGNORECASE,
)
_NOW = re.compile(r"(?:^|(?<=[.!?]\s))Nu\s+[^.!?]*\d[^.!?]*[.!?]?")


def start_within(text: str, *, goal: bool) -> str | None:
    """The start that a text marks ('start: 31 woorden'); a goal may tell it too: 'Van 19 naar 23', 'Nu is dat 30'."""
    if match := _START.search(text) or (goal and _FROM_TO.search(text)):
        return match["value"].strip()
    now = _NOW.search(text) if goal else None
    return now.group().strip() if now and now.group().strip() != text.strip() else None


def outcome_within(goal: str) -> str | None:
    """The outcome that a goal names behind a mark of its own: 'bereikt: 38 woorden'."""
    match = _OUTCOME.search(goal)
    return match["value"].strip() if match else None
