"""The rules: small functions over a case and the profile's parameters, collected in one registry."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from validators.findings import Outcome
from validators.rules.registry import RULES

if TYPE_CHECKING:
    from validators.case import Case
    from validators.parameters import Parameters

__all__ = ["RULES", "weigh"]

for _module in ("documents", "forms", "signatures", "pupil", "series", "measuring", "interventions", "preventive"):
    import_module(f"validators.rules.{_module}")


def weigh(case: Case, rule: str, parameters: Parameters) -> Outcome:
    """What a rule says of a case; while a document that it needs is missing it waits for that document alone."""
    missing = next((kind for kind in parameters.needs if not case.has(kind)), None)
    if missing:
        return Outcome(waits_for=missing)
    return RULES[rule](case, parameters)
