"""How a rule speaks of one measurement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from validators.findings import Draft

if TYPE_CHECKING:
    from collections.abc import Mapping

    from validators.series import Measured


def draft_about(
    code: str,
    m: Measured,
    claim: Measured | None = None,
    *,
    variant: str | None = None,
    values: Mapping[str, str] | None = None,
) -> Draft:
    """A draft whose subject, evidence and words are those of a measurement, and of the form's claim beside it."""
    evidence = [*m.row.evidence, *(claim.row.evidence if claim and claim is not m else ())]
    told = {"level": m.level.text or "geen niveau", "claim": claim.level.text if claim else ""}
    return Draft(code, m.subject, evidence, variant, {**told, **(values or {})})
