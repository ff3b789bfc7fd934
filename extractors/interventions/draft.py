"""What a period is known to be while its facts are read one by one: values first, labels for bare numbers."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from extractors.interventions.labels import TEXT_FIELDS, Field, is_nothing
from extractors.interventions.phrases.amounts import UNITS, Amounts, bare_number, find_amounts, times_named
from extractors.interventions.phrases.people import People, find_people, role_of
from extractors.interventions.phrases.periods import find_period
from extractors.interventions.phrases.prose import read_prose, states_period
from extractors.interventions.phrases.topics import Level, bare_level, skills_of, support_levels
from extractors.interventions.phrases.within import outcome_within, start_within
from extractors.signing import belongs_to_signing

if TYPE_CHECKING:
    from extractors.records import Skill

WORKED_OUT = 0.6  # confidence of a day that the weeks tell
SENTENCE = 12  # words: an answer to 'Periode' that is longer tells more than dates
_WITH_AMOUNTS: frozenset[str] = frozenset({"period", "time", "group", "provider", *UNITS})
_WORD = re.compile(r"[^\W\d_]{2}|\d\s?w\b")  # '25 w': words
_DAY_ALONE = re.compile(r"\W*(?:datum|plaats|d\.?d\b|op|:|\s)*\W*\d{1,2}\W{1,3}\w+\W{1,3}\d{2,4}\W*", re.IGNORECASE)
_GOES_ON = re.compile(r"\W*(?:tot|t\s?/\s?m)\b", re.IGNORECASE)
_BORN = re.compile(r"\bgeb(?:oren|oortedatum|\.)", re.IGNORECASE)
_WITH_DATES: frozenset[str] = frozenset({"period", "start", "end"})


@dataclass(slots=True)
class Draft:
    """The values read so far; the first one stated for a field stays. `doubts` are confidences below certainty."""

    levels: set[Level] = field(default_factory=set)
    told_levels: set[Level] = field(default_factory=set)  # in running text: these count where no label tells the level
    start: dt.date | None = None
    end: dt.date | None = None
    amounts: Amounts = field(default_factory=Amounts)
    people: People = field(default_factory=People)
    supervised_by: str | None = None
    skills: list[Skill] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    derived: set[str] = field(default_factory=set)
    doubts: list[float] = field(default_factory=list)
    minutes_label: str = ""
    bare_outcome: str = ""  # a number alone: an outcome where the start is a number alone as well
    torn: bool = False  # one of the two days is written, but can't be read

    def read(self, name: Field | None, text: str, label: str) -> None:
        """Take in a text under its label. Empty places and labels of other things leave no trace."""
        text = text.strip(" |")  # what parts it from the next answer
        if is_nothing(text):
            return
        if name is None:
            if not label:
                self._running(text)
        elif name == "evaluation" and not _WORD.search(text) and bare_number(text) is not None:
            self.bare_outcome = self.bare_outcome or text
        elif name in TEXT_FIELDS and ((name != "baseline" and not _WORD.search(text)) or _DAY_ALONE.fullmatch(text)):
            return  # a number that strayed into the place, or a day that stands beneath it, says nothing
        elif name in ("goal", "evaluation") and belongs_to_signing(text):
            return
        elif name in TEXT_FIELDS:
            text = text.rstrip(" .") if name == "method" else text
            self.texts[name] = f"{self.texts[name]} {text}" if name in self.texts else text
        else:
            torn = name == "start" and _GOES_ON.match(text)  # 'Van' was read apart from '- tot'
            self._typed("period" if torn else name, text, label)

    def settle(self) -> None:
        """Settle what the whole tells: the level of running text, and whose a bare duration is: session's or week's."""
        self.levels = self.levels or self.told_levels
        self._told_within()
        self._mend_dates()
        amounts, minutes = self.amounts, self.amounts.minutes_open
        if minutes is None:
            return
        if self.minutes_label == "minutes_per_week" or "week" in self.minutes_label.casefold():
            amounts.minutes_per_week = amounts.minutes_per_week or minutes
        elif amounts.sessions_per_week is not None or self.minutes_label == "minutes_per_session":
            amounts.minutes_per_session = amounts.minutes_per_session or minutes

    def _told_within(self) -> None:
        """What no place of its own tells, where the goal or the outcome does."""
        for name in ("goal", "evaluation"):
            text = self.texts.get(name, "")
            if "baseline" not in self.texts and (start := start_within(text, goal=name == "goal")):
                self.texts["baseline"] = start
        if self.bare_outcome and bare_number(self.texts.get("baseline", "")) is not None:
            self.texts.setdefault("evaluation", self.bare_outcome)
        if "evaluation" not in self.texts and (outcome := outcome_within(self.texts.get("goal", ""))):
            self.texts["evaluation"] = outcome

    def _typed(self, name: Field, text: str, label: str) -> None:
        if name == "support_level":
            level = bare_level(text)
            self.levels |= {level} if level else set()
        elif name == "skills":
            self.skills = self.skills or skills_of(text)
        elif name == "supervised_by":
            self.supervised_by = self.supervised_by or _person(text)
        elif name == "provider":
            self._people(find_people(text))
        elif name == "provider_role":
            self._people(People(role_of(text)))
        if name in _WITH_DATES or (name == "time" and states_period(text)):
            self._dates("period" if name == "time" else name, text)
        if name in _WITH_AMOUNTS:
            self._amounts(name, text, label)
            if name != "provider":
                self._people(find_people(text, prose=True))
            if name in ("period", "time") and len(text.split()) > SENTENCE:
                self._running(text)

    def _running(self, text: str) -> None:
        """Sentences without a label: each says what it says."""
        for name, sentence in read_prose(text):
            if name == "skills":
                self.skills = self.skills or skills_of(sentence)
            elif name:
                self.texts.setdefault(name, sentence)
            else:
                levels = support_levels(sentence)
                self.told_levels |= levels if len(levels) == 1 else set()
                if states_period(sentence):
                    self._dates("period", sentence)
                self._amounts("period", sentence, "")
                self._people(find_people(sentence, prose=True))

    def _dates(self, name: Field, text: str) -> None:
        period = None if _BORN.search(text) else find_period(text)
        if period is None:
            self.torn = self.torn or name != "period"
            return
        self.torn = self.torn or period.torn
        start, end = period.start, period.end
        if name != "period" and None in (start, end):  # the label says which of the two the day is
            day = start or end
            start, end = (day, None) if name == "start" else (None, day)
            period = replace(period, confidence=1.0)
        found = {"start": start if self.start is None else None, "end": end if self.end is None else None}
        self.start, self.end = self.start or start, self.end or end
        if any(found.values()):
            self.doubts.append(period.confidence)
        if period.derived:
            self.derived |= {side for side, date in found.items() if date}

    def _mend_dates(self) -> None:
        """A day that can't be read follows from the other one and the number of weeks: from Monday to Friday."""
        weeks = self.amounts.weeks
        if not self.torn or not weeks or (self.start is None) == (self.end is None):
            return
        if self.end and not self.start:
            self.start = self.end - dt.timedelta(days=self.end.weekday(), weeks=weeks - 1)
            self.derived.add("start")
        elif self.start:
            self.end = self.start - dt.timedelta(days=self.start.weekday()) + dt.timedelta(weeks=weeks, days=-3)
            self.derived.add("end")
        self.doubts.append(WORKED_OUT)

    def _amounts(self, name: Field, text: str, label: str) -> None:
        found, amounts = find_amounts(text), self.amounts
        number = bare_number(text) if name in UNITS else None
        if found.sessions_per_week is None and "week" in label.casefold():
            found.sessions_per_week = times_named(text)
        if name == "group" and bare_number(text) == 1:  # a larger number may be the class the pupil is in
            found.group_size = 1
        if number is not None and getattr(found, name) is None and not found.any():
            setattr(found, name, number if name == "sessions_per_week" else int(number))
        for unit in UNITS:
            if getattr(amounts, unit) is None:
                setattr(amounts, unit, getattr(found, unit))
        if amounts.minutes_open is None and found.minutes_open is not None:
            amounts.minutes_open = found.minutes_open
            self.minutes_label = label if name == "time" else name

    def _people(self, people: People) -> None:
        known = self.people
        certain = known.certain and people.certain
        self.people = People(known.role or people.role, known.name or people.name, None, certain)
        self.supervised_by = self.supervised_by or people.supervised_by


def _person(text: str) -> str | None:
    """The supervisor as printed; 'ja' names nobody."""
    people = find_people(text)
    return text.strip(" .;") if people.role or people.name or people.supervised_by else None
