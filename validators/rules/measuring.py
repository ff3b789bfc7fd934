"""Rules about how was measured: recent enough, the right cards, the newest edition, the right norm group."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from typing import TYPE_CHECKING

from validators import moments
from validators.findings import Draft, Outcome
from validators.rules.registry import rule
from validators.series import mains

if TYPE_CHECKING:
    from extractors.records import Domain
    from validators.case import Case
    from validators.parameters import Current, DmtCards, DmtEdition, NormGroup, Overview
    from validators.series import Measured

KINDERGARTEN = ("1", "2")


@rule("current", "measurement.outdated", "reading.uncertain")
def current(case: Case, ask: Current) -> Outcome:
    """The printout has a measurement for the newest main window that closed well before receipt. There is no E8."""
    newest = [m.half for m in mains(case.rows, ask.domain) if m.half is not None]
    if not newest:
        return Outcome(applies=False)
    due = moments.newest_closed(case.received_on, dt.timedelta(days=ask.days))
    group = case.groups.of(due // 2)
    if group == moments.LAST_GROUP and moments.letter_of(due) == "E":
        due -= 1
    if max(newest) >= due:
        return Outcome()
    moment = f"{moments.letter_of(due)}{group or ''}"
    evidence = [e for m in mains(case.rows, ask.domain)[-1:] for e in m.row.evidence]
    loose = [m for m in case.rows if m.domain == ask.domain and (m.half is None or case.doubtful(m.row.confidence))]
    if any(m.kind != "intermediate" and case.scanned(m.row.evidence) for m in loose):
        # A row whose day or moment a scan hides may be the newest.
        return Outcome([Draft("reading.uncertain", "lvs_printout", evidence, "rows")])
    return Outcome([Draft("measurement.outdated", ask.domain, evidence, values={"moment": moment})])


def _is_dmt(m: Measured) -> bool:
    return bool(re.search(r"\bdmt\b|drie[\s-]*minuten", m.test, re.IGNORECASE))


@rule("dmt_cards", "dmt.cards", "reading.uncertain")
def dmt_cards(case: Case, ask: DmtCards) -> Outcome:
    """M3: cards 1 and 2, in a repeated group 3 all three; from E3 all three; from M5 card 1 may be left out."""
    repeated = _repeated_halves(case)
    drafts = []
    for m in case.newest("word_reading", ask.count):
        required = _required_cards(m, repeated=m.half in repeated)
        used = set(m.row.cards or ())
        if _is_dmt(m) and used and required and not required <= used:
            doubtful = case.doubtful(m.row.confidence)
            values = {"used": _listed(used), "required": _listed(required)}
            code, variant = ("reading.uncertain", "measurement") if doubtful else ("dmt.cards", None)
            subject = f"{m.domain}/{m.key}" if doubtful else m.key
            drafts.append(Draft(code, subject, m.row.evidence, variant, values))
    return Outcome(drafts)


def _required_cards(m: Measured, *, repeated: bool) -> set[int]:
    code = moments.parse_code(m.moment)
    if code is None:
        return set()
    if code == ("M", 3) and not repeated:
        return {1, 2}
    return {1, 2, 3} if code[1] <= 4 else {2, 3}


def _repeated_halves(case: Case) -> set[int]:
    """Half years of a moment that the pupil was measured at before."""
    seen: set[str] = set()
    found: set[int] = set()
    for m in mains(case.rows, "word_reading"):
        if m.moment and m.half is not None and m.moment in seen:
            found.add(m.half)
        seen.add(m.moment or "")
    return found


def _listed(cards: set[int]) -> str:
    return "+".join(str(card) for card in sorted(cards))


@rule("dmt_edition", "dmt.edition")
def dmt_edition(case: Case, ask: DmtEdition) -> Outcome:
    """'Gebruik de meest recente DMT toets': the newest edition on the day of the test."""
    drafts = []
    for m in case.newest("word_reading", ask.count):
        years = re.findall(r"\b\d{4}\b", f"{m.edition or ''} {m.test}")
        used = [e for e in ask.editions if e.year in years]
        out = [e for e in ask.editions if m.row.date and e.since <= m.row.date]
        if _is_dmt(m) and used and out and used[0].since < out[-1].since:
            values = {"edition": used[0].year, "newest": out[-1].year}
            drafts.append(Draft("dmt.edition", m.key, m.row.evidence, values=values))
    return Outcome(drafts)


@rule("norm_group", "repeat.norm_group", "reading.uncertain")
def norm_group(case: Case, ask: NormGroup) -> Outcome:
    """After a repeated year the level is read on the norm table of the didactic age (a second E4 on that of E5)."""
    repeats = _repeats(case, ask.domain)
    if not repeats:
        return Outcome(applies=False)
    notes = [n for n in case.records.norm_notes if case.own(n.part)]
    by_age = bool(notes) and all(n.by_didactic_age for n in notes)
    drafts = []
    for m in case.newest(ask.domain, ask.count):
        years = sum(1 for year in repeats if m.half is not None and m.half // 2 >= year)
        if years and m.moment and not _on_right_norm(m, years, by_age=by_age):
            evidence = [*m.row.evidence, *(e for n in notes for e in n.evidence)]
            values = {"right": moments.shifted(m.moment, years) or "", "moment": m.moment}
            if case.doubtful(m.row.confidence) or not case.certain("repeated_groups"):
                drafts.append(Draft("reading.uncertain", m.subject, evidence, "measurement"))
            else:
                drafts.append(Draft("repeat.norm_group", m.subject, evidence, values=values))
    return Outcome(drafts)


def _on_right_norm(m: Measured, years: int, *, by_age: bool) -> bool:
    stated = m.row.norm_moment
    return by_age if stated is None else stated == moments.shifted(m.moment or "", years)


def _repeats(case: Case, domain: Domain) -> list[int]:
    """The school years from which each repeated year shifts the norm: shown by the rows, else told by the form."""
    years = case.groups.repeated_years()
    shown = Counter(g for g in map(case.groups.of, years) if g)
    told = Counter(g for g in case.records.pupil.repeated_groups or [] if g >= moments.FIRST_GROUP)
    first = next((m.half // 2 for m in mains(case.rows, domain) if m.half is not None), None)
    # A repeated year from before the printout shifts every year that it shows.
    unseen = 0 if first is None else sum((told - shown).values())
    return [first or 0] * unseen + years


@rule("overview", "overview.narrow")
def overview(case: Case, ask: Overview) -> Outcome:
    """'Het is fijn als we een compleet overzicht hebben vanaf de kleuterperiode': preferred, never required."""
    there = {series.domain for series in case.records.score_series if series.measurements}
    absent: list[str] = [domain for domain in ask.domains if domain not in there]
    early = any(
        (m.moment or "")[-1:] in KINDERGARTEN or (m.group or 9) < moments.FIRST_GROUP
        for series in case.records.score_series
        for m in series.measurements
    )
    if ask.kindergarten and not early:
        absent.append("kindergarten")
    return Outcome([Draft("overview.narrow", what) for what in absent] if there else [])
