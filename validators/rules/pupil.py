"""Rules about the pupil: age, municipality, months of reading education."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from validators import messages, moments
from validators.findings import Draft, Outcome
from validators.rules.registry import rule

if TYPE_CHECKING:
    import datetime as dt

    from validators.case import Case
    from validators.parameters import Age, ReadingEducation, Region

_ON_RIVER = re.compile(r"\s+(?:a\s*[/.]\s*d\s*\.?|ad|aan d(?:e|en)?)\s+(?=[A-Z])", re.IGNORECASE)
LETTERS_FOR_A_SLIP = 7  # of a place on a scan, one may be misread in each so many


def age_on(birth: dt.date, day: dt.date) -> int:
    """Age in whole years."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _unsure(case: Case, field: str) -> Outcome:
    """A fact that nothing tells may stand in the document that is missing; one that was misread is for a person."""
    known = getattr(case.records.pupil, field) is not None
    if case.missing and not known:
        return Outcome(waits_for=case.missing)
    return Outcome([Draft("reading.uncertain", field, variant=None if known else "absent")])


@rule("age", "pupil.age", "reading.uncertain")
def age(case: Case, ask: Age) -> Outcome:
    """The pupil's age in whole years on the day of receipt lies within the profile's, both ends included."""
    birth = case.records.pupil.birth_date
    if birth is None or not case.certain("birth_date"):
        return _unsure(case, "birth_date")
    years = age_on(birth, case.received_on)
    if ask.minimum <= years <= ask.maximum:
        return Outcome()
    values = {"age": str(years), "birth": messages.day(birth), "minimum": str(ask.minimum), "maximum": str(ask.maximum)}
    if years == ask.doubtful:
        return Outcome([Draft("pupil.age", "", variant="doubtful", values=values, severity="warning", unclear=True)])
    return Outcome([Draft("pupil.age", "", values=values)])


@rule("region", "pupil.region", "pupil.school_outside_region", "reading.uncertain")
def region(case: Case, ask: Region) -> Outcome:
    """The pupil lives in one of the profile's municipalities; a school elsewhere is told apart, as a warning."""
    home = case.records.pupil.municipality
    if home is None or not case.certain("municipality"):
        return _unsure(case, "municipality")
    listed = {_plain(m) for m in ask.municipalities}
    values = {"municipality": home, "listed": ", ".join(ask.municipalities)}
    if not _places(home) & listed:
        told = [f for f in case.records.facts if f.field == "municipality" and case.own(f.part)]
        if any(_places(str(f.value)) & listed for f in told):
            # Two documents that name different places: a move, or a slip; a person can tell.
            return Outcome([Draft("reading.uncertain", "municipality", [e for f in told for e in f.evidence])])
        own = [f for f in told if f.value == home]
        if any(_may_begin(place, part) for place in listed for part in _places(home) if part) and case.scanned(
            [e for f in own for e in f.evidence]
        ):
            # A name that breaks off or was misread, on a scan, may be the name of a place that is listed.
            return Outcome([Draft("reading.uncertain", "municipality", [e for f in own for e in f.evidence])])
        return Outcome([Draft("pupil.region", "", values=values)])
    printed = [a for a in case.answers("school_municipality") if a.text]
    schools = [a.text for a in printed if a.text] or list(filter(None, [case.school.municipality]))
    if schools and not any(_places(school) & listed for school in schools):
        evidence = [e for a in printed for e in a.evidence]
        values["school"] = schools[0]
        return Outcome([Draft("pupil.school_outside_region", "", evidence, values=values)])
    return Outcome()


def _may_begin(place: str, read: str) -> bool:
    """Whether a place may begin with what was read, but for one letter in every seven."""
    blocks = SequenceMatcher(None, place[: len(read)], read, autojunk=False).get_matching_blocks()
    return len(read) - sum(block.size for block in blocks) <= len(read) // LETTERS_FOR_A_SLIP


def _places(text: str) -> set[str]:
    """What is written as one or more places: 'Breukelen / Stichtse Vecht' names the village and the municipality.

    'Capelle a/d IJssel', 'a.d. IJssel' and 'aan de IJssel' are 'Capelle aan den IJssel'.
    """
    whole = _ON_RIVER.sub(" aan den ", text)
    return {_plain(place) for place in re.split(r"[/,;()]", whole)}


def _plain(place: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", place).casefold() if not unicodedata.combining(c))
    return re.sub(r"[^a-z]+", "", re.sub(r"^\s*(de )?gemeente\s+", "", bare))


@rule("reading_education", "pupil.reading_education", "reading.uncertain")
def reading_education(case: Case, ask: ReadingEducation) -> Outcome:
    """'Minimaal 15 maanden leesonderwijs vanaf groep 3': as stated, else counted from group and day of receipt."""
    stated = case.records.pupil.months_of_reading_education
    # What is stated goes first: a child that came later, from abroad, has had less than its group.
    months = _counted(case) if stated is None else stated
    if months is None or not case.certain("months_of_reading_education" if stated is not None else "group"):
        return _unsure(case, "months_of_reading_education")
    if months >= ask.months:
        return Outcome()
    return Outcome([Draft("pupil.reading_education", "", values={"months": str(months), "minimum": str(ask.months)})])


def _counted(case: Case) -> int | None:
    """Whole months of school (10 a year, none in July and August) since the start of group 3."""
    pupil = case.records.pupil
    if pupil.group is None:
        return None
    repeated = sum(1 for g in pupil.repeated_groups or [] if g >= moments.FIRST_GROUP)
    start = moments.school_year(case.received_on)
    months = (case.received_on.year - start) * 12 + case.received_on.month - 9
    this_year = min(max(months, 0), moments.MONTHS_A_YEAR)
    return max(0, moments.MONTHS_A_YEAR * (pupil.group - moments.FIRST_GROUP + repeated) + this_year)
