"""How often, how long and with how many: the typed phrases of Dutch school prose.

Weeks are calendar weeks, minutes are minutes. A range ('3 à 4 keer') states no single number and gives None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Literal

from extractors.interventions.phrases.numerals import spelled_out, times_in_digits

Scope = Literal["session", "week", "open"]
Unit = Literal["weeks", "sessions_per_week", "minutes_per_session", "minutes_per_week", "group_size"]

UNITS: tuple[Unit, ...] = ("weeks", "sessions_per_week", "minutes_per_session", "minutes_per_week", "group_size")
SCHOOL_DAYS = 5
_RANGE = r"(?P<low>\d{1,3}\s*(?:-|–|à|á|a|tot|of|/)\s*)?"
_WEEK = r"(?:per|p\s?[./]?|/|in\s+(?:de|een|1)|elke|iedere?|van\s+de)\s*(?:school)?(?:week|wk|w)\b\.?"
_TIMES = re.compile(
    rf"(?<![\d,.]){_RANGE}(?P<n>\d{{1,2}}(?:[.,]5)?)\s*"
    r"(?P<unit>x|×|\*|keer|keren|maal|sessies?|momenten|lessen|lesjes|bijeenkomsten?|(?:school)?dagen|dag|ochtenden|middagen)(?![a-z])"
    rf"(?P<week>[\s(:,]*(?:[a-z-]+\s+){{0,2}}?{_WEEK})?",
)
_WEEK_FIRST = re.compile(
    rf"(?:{_WEEK}|\bwekelijks\b|\bweekfrequentie\b)[\s:,]*(?:[a-z]+\s+)?{_RANGE}(?P<n>\d{{1,2}})\s*(?:x|×|\*|keer|maal|sessies?|momenten)(?![a-z])"
)
_DAILY = re.compile(
    r"\b(?:dagelijks|(?:elke|iedere)\s+(?:school|les|werk)?dag|per\s+(?:school)?dag|alle\s+(?:school)?dagen)\b"
)
_NOT_WEEKLY = re.compile(r"^[\s(,]*(?:per|in\s+de|/)\s*(?:maand|jaar|periode|2\s+weken|dag)\b")
_DURATION = re.compile(rf"(?<![\d,.]){_RANGE}(?P<n>\d{{1,3}})\s*(?:minuten|minuut|min|mnt|m|['’′])(?![a-z])\.?")
_MINUTES_BEHIND = re.compile(r"[\s(:,à]*(?:van\s+)?\d{1,3}\s*(?:min|m\b|['’′])|\s?[1-6][05](?![\d.,/-]|\s*[a-z])")
_SESSIONS_OF = re.compile(rf"\s*(?:van|à)\s*\d{{1,3}}\s*(?:minuten|min\.?)\s*{_WEEK}")
_TIMES_BARE = re.compile(r"\s?(?P<n>[1-6][05])(?![\d.,/-]|\s*[a-z'’′])")
_AFTER_WEEK = re.compile(rf"^\s*[(,]?\s*(?:(?:in\s+)?totaal\s+)?(?:{_WEEK}|wekelijks\b)")
_AFTER_SESSION = re.compile(
    r"^\s*(?:per|/|p\.?)\s*(?:keer|x\b|sessie|les|dag|schooldag|bijeenkomst|moment|leerling)|^\s*elke\s+(?:keer|dag)"
)
_BEFORE_WEEK = re.compile(rf"(?:{_WEEK}|\bwekelijks|\b(?:in\s+)?totaal|\bsamen)[\s:(=]*$")
_WEEKS = re.compile(
    r"(?<![\d,.])(?P<low>\d{1,2}\s*(?:-|–|à|á|a|tot|of)\s*)?(?P<n>\d{1,2})\s*(?:(?:school|les|kalender)?weken|wkn?\b\.?|weeks\b|week\b(?!\s*\d))"
)
_NO_LENGTH = re.compile(r"(?:\b(?:na|per|elke|iedere|om\s+de|over|eerste|laatste|binnen|week|weken)|\btot)\s*$")
_ALONE = re.compile(
    r"(?<!niet )\b(?:individueel|individuele|individu|ind(?=\.)|1\s*(?:-|op|:|\s)+\s*(?:op|-|:)?\s*1|een-op-een|solo)\b"
    r"|(?:^|,\s*|\b(?:hulp|begeleiding|les)\s+)alleen\s*[.;]?$"
)
_GROUP_OF = re.compile(
    r"(?:\bgroep\s+(?:van|met|à)|groep(?:je|jes|s?vorm)\w*\s*(?:van|met|à|:|=|\()*|groepsgrootte\s*(?:van|:|=)?|kring\s+van|\bgroep\s*\()\s*"
    r"(?P<most>(?:max(?:imaal|\.)?|hooguit|ten\s+hoogste|hoogstens)\s*)?"
    rf"{_RANGE}(?P<n>\d{{1,2}})(?!\s*(?:x|×|keer|min|week|weken|andere|[-/]\d))"
)
_PUPILS = re.compile(
    rf"(?<![\d,.]){_RANGE}(?P<n>\d{{1,2}})\s*(?P<others>andere\s+)?"
    r"(?:leerlingen|leerling|kinderen|kind|kids|lln?\b\.?|pers\b|personen)"
)
_TOGETHER = {
    r"\b(?:tweetal|duo|duo's|tweetje)(?:len|s)?\b|\b(?:z['’]?n|hun)\s+twee[eë]n\b": 2,
    r"\bdrietal(?:len)?\b|\b(?:z['’]?n|hun)\s+drie[eë]n\b": 3,
    r"\bviertal(?:len)?\b|\b(?:z['’]?n|hun)\s+vier[eë]n\b": 4,
}
_DAY = r"\b(?:ma|di|wo|do|vr|(?:maan|dins|woens|donder|vrij)dag(?:en)?)\b"
_DAY_NAMES = re.compile(_DAY)
_DAYS_ON_END = re.compile(rf"(?P<first>{_DAY})\s*(?:t\s?/\s?m|tot\s+en\s+met|tot|[-–])\s*(?P<last>{_DAY})")
WEEK = ("ma", "di", "wo", "do", "vr")


@dataclass(slots=True)
class Amounts:
    """What a text states; None where it does not. `minutes_open` is a duration of which the text names no scope."""

    weeks: int | None = None
    sessions_per_week: float | None = None
    minutes_per_session: int | None = None
    minutes_per_week: int | None = None
    group_size: int | None = None
    minutes_open: int | None = None

    def any(self) -> bool:
        """Whether the text states an amount at all."""
        return any(getattr(self, f.name) is not None for f in fields(self))


def find_amounts(text: str) -> Amounts:
    """All amounts that the text states with their unit."""
    plain = times_in_digits(spelled_out(text))
    found = Amounts(weeks=_weeks(plain), group_size=_group_size(plain), sessions_per_week=_sessions(plain))
    for minutes, scope in _durations(plain):
        if scope == "week" and found.minutes_per_week is None:
            found.minutes_per_week = minutes
        elif scope == "session" and found.minutes_per_session is None:
            found.minutes_per_session = minutes
        elif scope == "open" and found.minutes_open is None:
            found.minutes_open = minutes
    if found.minutes_open is not None and found.sessions_per_week is not None and found.minutes_per_session is None:
        found.minutes_per_session, found.minutes_open = found.minutes_open, None
    return found


def times_named(text: str) -> float | None:
    """'3 momenten van 20 minuten': how often, where the label says that it is in a week."""
    plain = times_in_digits(spelled_out(text))
    match = _TIMES.search(plain)
    return _number(match) if match and not _NOT_WEEKLY.match(plain[match.end() :]) else None


def bare_number(text: str) -> float | None:
    """The number of a text that is one number and nothing but its unit ('3', '3 x', '20 min.'); None otherwise."""
    match = re.fullmatch(r"\W*(\d{1,3}(?:[.,]5)?)\s*[^\W\d_]{0,8}\W*", times_in_digits(spelled_out(text)))
    return float(match[1].replace(",", ".")) if match else None


def _number(match: re.Match[str]) -> float | None:
    return None if match["low"] else float(match["n"].replace(",", "."))


def _sessions(text: str) -> float | None:
    if match := _WEEK_FIRST.search(text):
        return _number(match)
    for match in _TIMES.finditer(text):
        after = text[match.end() :]
        if match["week"]:
            return _number(match)
        if _times_minutes(match, after) and not _NOT_WEEKLY.match(after):
            return _number(match)
    if _DAILY.search(text):
        return float(SCHOOL_DAYS)
    days = _days(text)
    return float(len(days)) if len(days) > 1 and re.search(r"dag", text) else None


def _days(text: str) -> set[str]:
    """The school days that are named; 'maandag t/m donderdag' names four."""
    days = {name[:2] for name in _DAY_NAMES.findall(text)}
    for match in _DAYS_ON_END.finditer(text):
        days |= set(WEEK[WEEK.index(match["first"][:2]) : WEEK.index(match["last"][:2]) + 1])
    return days


def _times_minutes(times: re.Match[str], after: str) -> re.Match[str] | None:
    """Minutes right behind the number of times: '3 x 20 minuten', '3x20', '3 sessies van 20 min. per week'."""
    if times["unit"] in {"x", "×", "*", "keer", "maal"} and (match := _MINUTES_BEHIND.match(after)):
        return match
    return _SESSIONS_OF.match(after)


def _durations(text: str) -> list[tuple[int | None, Scope]]:
    times = list(_TIMES.finditer(text))
    found: list[tuple[int | None, Scope]] = [
        (None if m["low"] else int(m["n"]), _scope(text, m, times)) for m in _DURATION.finditer(text)
    ]
    crossed = [_TIMES_BARE.match(text[m.end() :]) for m in times if m["unit"] in {"x", "×", "*"}]
    return [*found, *((int(bare["n"]), "session") for bare in crossed if bare)]


def _scope(text: str, duration: re.Match[str], times: list[re.Match[str]]) -> Scope:
    before, after = text[: duration.start()], text[duration.end() :]
    if _AFTER_SESSION.match(after):
        return "session"
    for t in times:  # '3 x per week 20 minuten', '3x20 min. per week', not '3 keer per week, 60 minuten per week'
        between = text[t.end() : duration.start()]
        near = duration.start() >= t.end() and re.fullmatch(
            r"[\s(:,à]*(?:van|a|à)?\s*(?:elk|steeds|ongeveer|circa|ca\.?)?\s*", between
        )
        if near and not (t["week"] and _AFTER_WEEK.match(after)):
            return "session"
    if _AFTER_WEEK.match(after) or _BEFORE_WEEK.search(before):
        return "week"
    for t in times:  # '20 minuten, 3 keer per week'
        if 0 <= t.start() - duration.end() <= 12 and t["week"]:
            return "session"
    return "open"


def _weeks(text: str) -> int | None:
    for match in _WEEKS.finditer(text):
        if not _NO_LENGTH.search(text[: match.start()]):
            return None if match["low"] else int(match["n"])
    return None


def _group_size(text: str) -> int | None:
    sizes = {int(m["n"]) if not m["low"] else None for m in _GROUP_OF.finditer(text)}
    for match in _PUPILS.finditer(text):
        number = None if match["low"] else int(match["n"])
        sizes.add(number + 1 if number and match["others"] else number)
    sizes |= {size for pattern, size in _TOGETHER.items() if re.search(pattern, text)}
    if _ALONE.search(text):
        sizes.add(1)
    size = sizes.pop() if len(sizes) == 1 else None
    return size or None
