"""The series: the last consecutive main measurements, all of them low enough. One cause, one finding."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from validators import moments
from validators.findings import CODES, UNCLEAR, Draft, Outcome
from validators.levels import Proof, proves_e
from validators.rules.claims import claim_of, intermediate_claims, unknown_kinds, unmatched_claims
from validators.rules.level import proof, weigh_level
from validators.rules.measurement import draft_about
from validators.rules.registry import rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from validators.case import Case
    from validators.parameters import Condition, Series
    from validators.series import Measured

HOLDS, DOUBTFUL, FAILS = range(3)


@rule(
    "series",
    "measurement.too_few",
    "measurement.intermediate_counted",
    "measurement.not_consecutive",
    "measurement.level_too_high",
    "measurement.kind_unknown",
    "measurement.claim_differs",
    "measurement.grace",
    "measurement.stand_in",
    "measurement.claim_by_hand",
    "level.roman_only",
    "level.v_is_d",
    "level.inconsistent",
    "spelling.only",
    "reading.uncertain",
)
def series(case: Case, ask: Series) -> Outcome:
    """'Minimaal drie opeenvolgende hoofdmeetmomenten'; a later route may hold where the first does not."""
    if not case.rows:
        return Outcome([Draft("reading.uncertain", "lvs_printout", variant="rows")])
    routes = [[d for condition in route for d in _condition(case, condition, ask.count)] for route in ask.routes]
    best = min(routes, key=lambda drafts: (_weight(drafts), len(drafts)))
    if _weight(best) == FAILS and _spelling_only(case, ask):
        evidence = [e for m in case.newest("spelling", ask.count) for e in m.row.evidence]
        return Outcome([Draft("spelling.only", "", evidence)])
    return Outcome([*best, *_unnamed(case, ask)] if _weight(best) == HOLDS else best)


def _unnamed(case: Case, ask: Series) -> list[Draft]:
    """'Geef duidelijk aan welke hoofdmetingen gebruikt worden': fewer were found in the form than the series has."""
    form = next((kind for kind in ("school_form", "education_report") if case.has(kind)), None)
    if form is None or len(case.claims) >= ask.count:
        return []
    evidence = [e for claim in case.claims for e in claim.row.evidence]
    return [Draft("reading.uncertain", "claims", evidence, values={"form": form})]


def _weight(drafts: Sequence[Draft]) -> int:
    """Whether a route holds, a person must look, or it fails."""
    telling = [d for d in drafts if (d.severity or CODES[d.code]) != "note"]
    if not telling:
        return HOLDS
    return DOUBTFUL if all(d.code in UNCLEAR for d in telling) else FAILS


def _spelling_only(case: Case, ask: Series) -> bool:
    """'Mag ik op spelling aanmelden?': the low series is on spelling, and word reading shows none of it."""
    spelling = case.newest("spelling", ask.count)
    unsure = any(case.doubtful(m.row.confidence) for m in spelling)
    if (
        unsure
        or len(spelling) < ask.count
        or _gaps(spelling)
        or any(proves_e(m.level) is not Proof.YES for m in spelling)
    ):
        return False
    domain = ask.routes[0][0].domain
    reading = case.newest(domain, ask.count)
    claims_spelling = bool(case.claims) and all(c.domain == "spelling" for c in case.claims)
    # Where low spelling counts beside a mild delay in reading, reading that has some of that delay is not passed over.
    asked = [condition for route in ask.routes for condition in route if condition.domain == domain]
    return claims_spelling or all(proof(m.level, condition) is Proof.NO for m in reading for condition in asked)


def _condition(case: Case, condition: Condition, count: int) -> list[Draft]:
    """What is wrong with one domain's series; nothing when it holds."""
    chosen = case.newest(condition.domain, count)
    counted = intermediate_claims(case, condition.domain)
    unknown = unknown_kinds(case, condition.domain, short=len(chosen) < count)
    shape: list[Draft] = []
    if counted:
        # A main measurement that the form passes over is the same cause as the intermediate one in its place.
        chosen = [m for m in chosen if claim_of(case, m)]
    elif not unknown:
        if len(chosen) < count:
            return _too_few(case, condition, chosen, count)
        skipped = _skipped(condition, chosen)
        hidden = bool(skipped) and case.hard_to_read(["lvs_printout"])
        shape = [Draft("reading.uncertain", "lvs_printout", variant="rows")] if hidden else skipped
    levels = [draft for m in chosen for draft in weigh_level(case, condition, m)]
    return [*counted, *unknown, *shape, *levels, *unmatched_claims(case, condition.domain)]


def _too_few(case: Case, condition: Condition, chosen: Sequence[Measured], count: int) -> list[Draft]:
    """Too few main measurements, or a series that only holds when intermediate ones are counted."""
    between = [m for m in case.rows if m.domain == condition.domain and m.kind == "intermediate"]
    newest = sorted([*chosen, *between], key=lambda m: m.order)[-count:]
    needed = [m for m in newest if m.kind == "intermediate"]
    if needed and len(newest) == count and all(proof(m.level, condition) is Proof.YES for m in newest):
        return [draft_about("measurement.intermediate_counted", m, variant="needed") for m in needed]
    evidence = [e for m in chosen for e in m.row.evidence]
    if case.hard_to_read(["lvs_printout"]):
        return [Draft("reading.uncertain", "lvs_printout", evidence, "rows")]
    values = {"found": str(len(chosen)), "count": str(count)}
    return [Draft("measurement.too_few", condition.domain, evidence, values=values)]


def _skipped(condition: Condition, chosen: Sequence[Measured]) -> list[Draft]:
    """Main moments that are skipped inside the series; the subject names them."""
    return [
        Draft(
            "measurement.not_consecutive",
            f"{condition.domain}/{moment}",
            [*before.row.evidence, *after.row.evidence],
            values={"moment": moment, "before": before.key, "after": after.key},
        )
        for moment, before, after in _gaps(chosen)
    ]


def _gaps(chosen: Sequence[Measured]) -> list[tuple[str, Measured, Measured]]:
    """The main moments that are skipped between two measurements, each with its neighbours."""
    found = []
    for before, after in pairwise(chosen):
        # Without dates or school years the codes tell the order; they alone can't show a repeated year.
        dated = before.half is not None and after.half is not None
        first, last = (before.half, after.half) if dated else (before.place, after.place)
        if first is not None and last is not None:
            found += [(_name(half, last, before, after), before, after) for half in range(first + 1, last)]
    return found


def _name(half: int, last: int, before: Measured, after: Measured) -> str:
    """The code of a skipped half year, counted back from the measurement after it, else from the one before."""
    letter = moments.letter_of(half)
    if after.place is not None:
        return f"{letter}{after.place // 2 + half // 2 - last // 2}"
    return f"{letter}{before.place // 2 + 1}" if before.place is not None and letter == "M" else letter
