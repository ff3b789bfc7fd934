"""What the form claims beside what the printout shows."""

from __future__ import annotations

import datetime as dt
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from validators import messages
from validators.levels import agree
from validators.rules.measurement import draft_about
from validators.series import match

if TYPE_CHECKING:
    from extractors.records import Domain, Measurement
    from validators.case import Case
    from validators.findings import Draft
    from validators.series import Measured

BY_HAND = 0.8  # confidence below which all lies that was read from a hand
AS_WELL = 0.3  # likelihood of the printed value, as a share of the best: from here the ink says it as well


def claim_of(case: Case, m: Measured) -> Measured | None:
    """The form's claim about a row of the printout."""
    return next((c for c in case.claims if match(c, case.rows) is m), None)


def intermediate_claims(case: Case, domain: Domain) -> list[Draft]:
    """'Resultaten op tussenmetingen worden niet meegenomen in de reeks': the form counts one all the same."""
    found = []
    for claim in case.claims:
        row = match(claim, case.rows) or claim
        shown = row if row.kind == "intermediate" else claim
        named = shown.row.date or shown.row.moment or shown.row.school_year
        # Where the printout calls it a main measurement and the form misdates it, the two differ: another finding.
        if claim.domain == domain and shown.kind == "intermediate" and row.kind != "main" and named:
            if row is claim and case.scanned(claim.row.evidence):
                # No printout says so: a misread code or day makes an intermediate measurement out of a main one.
                found.append(draft_about("reading.uncertain", claim, variant="measurement"))
                continue
            variant = "contradicts" if shown.contradicts else None
            found.append(draft_about("measurement.intermediate_counted", shown, claim, variant=variant))
    return found


def unknown_kinds(case: Case, domain: Domain, *, short: bool) -> list[Draft]:
    """Neither moment, date nor label tells main from intermediate, and the series needs or claims the measurement."""
    counted = [match(c, case.rows) or c for c in case.claims if c.domain == domain]
    rows = [m for m in case.rows if m.domain == domain and m.kind == "unknown" and (short or m in counted)]
    loose = [m for m in counted if m.kind == "unknown" and m not in rows]
    return [draft_about("measurement.kind_unknown", m) for m in [*rows, *loose]]


def unmatched_claims(case: Case, domain: Domain) -> list[Draft]:
    """A main measurement that the form counts and the printout does not show."""
    if not any(m.domain == domain for m in case.rows):
        return []
    return [
        draft_about("measurement.claim_differs", c, variant="absent")
        for c in case.claims
        if c.domain == domain and c.kind == "main" and match(c, case.rows) is None
    ]


def difference(case: Case, m: Measured, claim: Measured) -> Draft | None:
    """The form's claim and the printout disagree on date, score or level, more than a misread sign explains."""
    said, row = claim.row, m.row
    differing = _differing(said, row)
    told = [(what, _shown(claimed), _shown(printed)) for _, what, claimed, printed in differing]
    slips = [_slip(f"{claimed}", f"{printed}") for _, _, claimed, printed in differing]
    if not agree(claim.level, m.level):
        told.append(("niveau", claim.level.text, m.level.text))
        slips.append(True)
    if not told or as_a_hand_reads(case, m, claim):
        return None
    # What one misread sign explains, on a scan, is no difference between two documents; of a hand, one in each value.
    by_hand = said.confidence < BY_HAND
    misread = (len(told) == 1 or by_hand) and all(slips) and case.scanned([*said.evidence, *row.evidence])
    if misread or case.doubtful(claim.row.confidence):
        return draft_about("reading.uncertain", m, claim, variant="measurement")
    what, claimed, printed = told[0]
    values = {"what": what, "claimed": claimed, "printed": printed}
    return draft_about("measurement.claim_differs", m, claim, values=values)


def as_a_hand_reads(case: Case, m: Measured, claim: Measured) -> Draft | None:
    """A claim in a hand that we read otherwise than the printout, where its ink says what is printed about as well.

    Two documents that may say the same are evidence that they do, where the day or a score does say the same. An E read
    as a C needs no likeness: forms claim no C. Any other figure that reads otherwise may be what the school wrote.
    """
    said, row = claim.row, m.row
    if not case.scanned(said.evidence) or said.confidence >= BY_HAND:
        return None
    differing = _differing(said, row)
    likely = 1.0
    for field, _, _, printed in differing:
        likely *= _likelihood(said, field, printed)
    level_differs = not agree(claim.level, m.level)
    if level_differs and not _e_as_c(said, row):
        likely *= _likelihood(said, "level_letter", row.level_letter) if said.level_roman is None else 0.0
    claimed_fields = sum(value is not None for value in (said.date, said.raw_score, said.skill_score))
    if likely < AS_WELL or claimed_fields == len(differing) or not (differing or level_differs):
        return None
    told = [(what, _shown(claimed), _shown(printed)) for _, what, claimed, printed in differing]
    what, claimed, printed = (told or [("niveau", claim.level.text, m.level.text)])[0]
    values = {"what": what, "claimed": claimed, "printed": printed}
    return draft_about("measurement.claim_by_hand", m, claim, values=values)


def _e_as_c(said: Measurement, row: Measurement) -> bool:
    return (said.level_letter, row.level_letter) == ("C", "E") and said.level_roman is None


def _likelihood(said: Measurement, field: str, printed: object) -> float:
    """How likely it is that a hand wrote the printed value in a field, as a share of the best reading of its ink."""
    value = f"{printed:g}" if isinstance(printed, int | float) else str(printed)
    return max((o.share for o in said.others if (o.field, o.value) == (field, value)), default=0.0)


def _differing(said: Measurement, row: Measurement) -> list[tuple[str, str, object, object]]:
    """The fields in which a claim differs: their name, what they are called, what is claimed, what is printed."""
    pairs = [
        ("date", "datum", said.date, row.date),
        ("raw_score", "ruwe score", said.raw_score, row.raw_score),
        ("skill_score", "vaardigheidsscore", said.skill_score, row.skill_score),
    ]
    # A form that prints one number does not always say which score it is.
    scores = (row.raw_score, row.skill_score)
    return [
        (field, what, claimed, printed)
        for field, what, claimed, printed in pairs
        if claimed is not None and printed is not None and claimed != printed and claimed not in scores
    ]


def _slip(one: str, other: str) -> bool:
    """Whether two printed values are one sign apart: another, or one that is lost."""
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) >= max(len(one), len(other)) - 1


def _shown(value: object) -> str:
    if isinstance(value, dt.date):
        return messages.day(value)
    return messages.number(value) if isinstance(value, float) else f"{value}"
