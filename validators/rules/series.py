"""The series: the last consecutive main measurements, all of them low enough. One cause, one finding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from validators import moments
from validators.findings import UNCLEAR, Draft, Outcome
from validators.levels import Proof, agree, bare_v, consistent, d_behind_v, proves_e, proves_low_d
from validators.rules.registry import rule
from validators.series import claimed, mains, match, measured

if TYPE_CHECKING:
    from collections.abc import Sequence

    from validators.case import Case
    from validators.levels import Level
    from validators.parameters import Condition, Series
    from validators.series import Measured


@dataclass(frozen=True)
class View:
    """The measurements as the series rule needs them: all rows, and what the form claims."""

    case: Case
    rows: Sequence[Measured]
    claims: Sequence[Measured]
    count: int

    def newest(self, domain: str) -> list[Measured]:
        """The newest main measurements of a domain, at most as many as asked, oldest first."""
        return mains(self.rows, domain, self.claims)[-self.count :]  # type: ignore[arg-type]

    def claim_of(self, m: Measured) -> Measured | None:
        return next((c for c in self.claims if match(c, self.rows) is m), None)


@rule("series")
def series(case: Case, ask: Series) -> Outcome:
    """'Minimaal drie opeenvolgende hoofdmeetmomenten'; a later route may hold where the first does not."""
    view = View(case, measured(case.records, case.received_on), claimed(case.records, case.received_on), ask.count)
    if not view.rows:
        return Outcome([Draft("reading.uncertain", "lvs_printout", variant="rows")])
    routes = [[d for condition in route for d in _condition(view, condition)] for route in ask.routes]
    best = min(routes, key=lambda drafts: _weight(drafts))
    if _weight(best) == 2 and _spelling_only(view, ask):
        evidence = [e for m in view.newest("spelling") for e in m.row.evidence]
        return Outcome([Draft("spelling.only", "", evidence)])
    return Outcome(best)


def _weight(drafts: Sequence[Draft]) -> int:
    """0 where a route holds, 1 where a person must look, 2 where it fails."""
    if all(d.severity == "note" for d in drafts):
        return 0
    return 1 if all(d.severity == "note" or d.code in UNCLEAR for d in drafts) else 2


def _spelling_only(view: View, ask: Series) -> bool:
    """'Mag ik op spelling aanmelden?': the low series is on spelling, and word reading shows none of it."""
    spelling = view.newest("spelling")
    if len(spelling) < ask.count or _gaps(spelling) or any(proves_e(m.level) is not Proof.YES for m in spelling):
        return False
    domain = ask.routes[0][0].domain
    claims_spelling = bool(view.claims) and all(c.domain == "spelling" for c in view.claims)
    return claims_spelling or all(proves_e(m.level) is Proof.NO for m in view.newest(domain))


def _condition(view: View, condition: Condition) -> list[Draft]:
    counted = _intermediate_claims(view, condition)
    unknown = _unknown_kinds(view, condition)
    chosen = view.newest(condition.domain)
    if not counted and not unknown:
        shape = _shape(view, condition, chosen)
        if len(chosen) < view.count or any(d.code == "measurement.intermediate_counted" for d in shape):
            return shape
        counted = shape
    elif counted:
        # A main measurement that the school passed over is the same cause as the intermediate one in its place.
        chosen = [m for m in chosen if view.claim_of(m)]
    found = counted + unknown
    for m in chosen:
        found += _weigh(view, condition, m)
    return found + _unmatched(view, condition)


def _intermediate_claims(view: View, condition: Condition) -> list[Draft]:
    """'Resultaten op tussenmetingen worden niet meegenomen in de reeks': the form counts one."""
    found = []
    for claim in view.claims:
        row = match(claim, view.rows) or claim
        if claim.domain != condition.domain or "intermediate" not in (row.kind, claim.kind):
            continue
        if row.kind == "main" and row.row.date is None:
            continue
        shown = row if row.kind == "intermediate" else claim
        variant = "contradicts" if shown.contradicts else None
        found.append(_draft(view, "measurement.intermediate_counted", shown, claim, variant=variant))
    return found


def _unknown_kinds(view: View, condition: Condition) -> list[Draft]:
    """Neither moment, date nor label tells main from intermediate, and the series needs or claims the measurement."""
    claimed_rows = [match(c, view.rows) or c for c in view.claims if c.domain == condition.domain]
    unknown = [m for m in view.rows if m.domain == condition.domain and m.kind == "unknown"]
    short = len(view.newest(condition.domain)) < view.count
    needed = [m for m in unknown if short or m in claimed_rows]
    needed += [m for m in claimed_rows if m.kind == "unknown" and m not in needed]
    return [_draft(view, "measurement.kind_unknown", m) for m in needed]


def _shape(view: View, condition: Condition, chosen: Sequence[Measured]) -> list[Draft]:
    """Too few, or a moment skipped; or a series that only holds when intermediate measurements are counted."""
    if len(chosen) < view.count:
        everything = [m for m in view.rows if m.domain == condition.domain][-view.count :]
        if len(everything) == view.count and all(_proof(m.level, condition) is Proof.YES for m in everything):
            return [
                _draft(view, "measurement.intermediate_counted", m, variant="needed")
                for m in everything
                if m.kind == "intermediate"
            ]
        evidence = [e for m in chosen for e in m.row.evidence]
        values = {"found": str(len(chosen)), "count": str(view.count)}
        return [Draft("measurement.too_few", condition.domain, evidence, values=values)]
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
    for before, after in zip(chosen, chosen[1:], strict=False):
        if before.half is None or after.half is None:
            continue
        for half in range(before.half + 1, after.half):
            name = _name(half, before, after)
            if name:
                found.append((name, before, after))
    return found


def _name(half: int, before: Measured, after: Measured) -> str | None:
    """The code of a skipped half year: the group of the neighbour in the same school year, else one higher."""
    letter = moments.letter_of(half)
    for neighbour in (after, before):
        code = moments.parse_code(neighbour.moment)
        if code and neighbour.half is not None:
            group = code[1] + half // 2 - neighbour.half // 2
            return f"{letter}{group}"
    return letter


def _weigh(view: View, condition: Condition, m: Measured) -> list[Draft]:
    """Whether one main measurement of the series is low enough, and whether the form says the same of it."""
    claim = view.claim_of(m)
    if view.case.doubtful(m.row.confidence):
        return [_draft(view, "reading.uncertain", m, variant="measurement")]
    notes = _notes(view, m)
    level = m.level
    if not consistent(level):
        return [*notes, _draft(view, "level.inconsistent", m)]
    if condition.level == "e" and d_behind_v(level) and claim and _counted_low(claim.level):
        return [*notes, _draft(view, "level.v_is_d", m, claim)]
    differs = _differs(view, m, claim)
    if differs:
        return [*notes, differs]
    proof = _proof(level, condition)
    if proof is Proof.NO:
        return [*notes, _draft(view, "measurement.level_too_high", m)]
    if proof is Proof.UNCLEAR:
        return [*notes, _unclear(view, m)]
    return notes


def _unclear(view: View, m: Measured) -> Draft:
    if bare_v(m.level):
        return _draft(view, "level.roman_only", m)
    if m.level.stated:
        return _draft(view, "level.roman_only", m, variant="low_d")
    return _draft(view, "reading.uncertain", m, variant="level")


def _proof(level: Level, condition: Condition) -> Proof:
    return proves_e(level) if condition.level == "e" else proves_low_d(level, condition.percentile)


def _counted_low(level: Level) -> bool:
    """Whether a form counts a measurement as E or V-: it says so, says V, or gives no level at all."""
    return (
        not level.stated or level.letter == "E" or (level.letter is None and level.roman == "V" and level.sign != "+")
    )


def _notes(view: View, m: Measured) -> list[Draft]:
    notes = []
    if m.grace:
        notes.append(_draft(view, "measurement.grace", m))
    if m.stand_in:
        notes.append(_draft(view, "measurement.stand_in", m))
    return [Draft(n.code, n.subject, n.evidence, n.variant, n.values, severity="note") for n in notes]


def _differs(view: View, m: Measured, claim: Measured | None) -> Draft | None:
    """The form's claim and the printout disagree on date, score or level."""
    if claim is None:
        return None
    pairs = [
        ("datum", claim.row.date, m.row.date),
        ("ruwe score", claim.row.raw_score, m.row.raw_score),
        ("vaardigheidsscore", claim.row.skill_score, m.row.skill_score),
    ]
    told = [(what, a, b) for what, a, b in pairs if a is not None and b is not None and a != b]
    level = not agree(claim.level, m.level)
    if not told and not level:
        return None
    if view.case.doubtful(claim.row.confidence):
        return _draft(view, "reading.uncertain", m, claim, variant="measurement")
    what = told[0] if told else ("niveau", claim.level.text, m.level.text)
    values = {"what": what[0], "claimed": _shown(what[1]), "printed": _shown(what[2])}
    return _draft(view, "measurement.claim_differs", m, claim, values=values)


def _shown(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else f"{value}"


def _unmatched(view: View, condition: Condition) -> list[Draft]:
    """A measurement that the form counts and the printout does not show."""
    own = [m for m in view.rows if m.domain == condition.domain]
    return [
        _draft(view, "measurement.claim_differs", c, variant="absent")
        for c in view.claims
        if own and c.domain == condition.domain and c.kind == "main" and match(c, view.rows) is None
    ]


def _draft(
    view: View,
    code: str,
    m: Measured,
    claim: Measured | None = None,
    *,
    variant: str | None = None,
    values: dict[str, str] | None = None,
) -> Draft:
    evidence = [*m.row.evidence, *(claim.row.evidence if claim and claim is not m else ())]
    told = {"level": m.level.text or "geen niveau", "test": m.test, "claim": claim.level.text if claim else ""}
    return Draft(code, m.subject, evidence, variant, {**told, **(values or {})})
