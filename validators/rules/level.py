"""Whether one main measurement of the series is low enough, and whether the form says the same of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from validators.levels import Proof, bare_v, consistent, d_behind_v, proves_e, proves_low_d
from validators.rules.claims import as_a_hand_reads, claim_of, difference
from validators.rules.measurement import draft_about

if TYPE_CHECKING:
    from validators.case import Case
    from validators.findings import Draft
    from validators.levels import Level
    from validators.parameters import Condition
    from validators.series import Measured


def proof(level: Level, condition: Condition) -> Proof:
    """Whether a level proves what a condition asks."""
    return proves_e(level) if condition.level == "e" else proves_low_d(level, condition.percentile)


def weigh_level(case: Case, condition: Condition, m: Measured) -> list[Draft]:
    """At most one finding about the level, and notes about its day and the form's hand."""
    if case.doubtful(m.row.confidence):
        return [draft_about("reading.uncertain", m, variant="measurement")]
    told = [("measurement.grace", m.grace), ("measurement.stand_in", m.stand_in)]
    notes = [replace(draft_about(code, m), severity="note") for code, holds in told if holds]
    claim = claim_of(case, m)
    slip = as_a_hand_reads(case, m, claim) if claim else None
    fault = _fault(case, condition, m, claim)
    return [draft for draft in (*notes, slip, fault) if draft]


def _fault(case: Case, condition: Condition, m: Measured, claim: Measured | None) -> Draft | None:
    if not consistent(m.level):
        return draft_about("level.inconsistent", m)
    if claim:
        if condition.level == "e" and d_behind_v(m.level) and _counted_low(claim.level):
            return draft_about("level.v_is_d", m, claim)
        differs = difference(case, m, claim)
        if differs:
            return differs
    match proof(m.level, condition):
        case Proof.NO:
            return draft_about("measurement.level_too_high", m)
        case Proof.UNCLEAR:
            return _unclear(case, m, claim)
        case Proof.YES:
            return None


def _unclear(case: Case, m: Measured, claim: Measured | None) -> Draft:
    if bare_v(m.level):
        # On a scan the sign of a V- is easily lost; where the form gives more, the reading is in doubt.
        lost = claim is not None and proves_e(claim.level) is Proof.YES and case.scanned(m.row.evidence)
        return draft_about("reading.uncertain", m, variant="level") if lost else draft_about("level.roman_only", m)
    if m.level.stated:
        return draft_about("level.roman_only", m, variant="low_d")
    return draft_about("reading.uncertain", m, variant="level")


def _counted_low(level: Level) -> bool:
    """Whether a form counts a measurement as E or V-: it says so, says V, or gives no level at all."""
    if level.letter or not level.stated:
        return level.letter in ("E", None)
    return level.roman == "V" and level.sign != "+"
