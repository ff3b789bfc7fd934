"""The registry that collects the rules by name, each with the finding codes that it may raise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from validators.findings import CODES

if TYPE_CHECKING:
    from collections.abc import Callable

    from validators.case import Case
    from validators.findings import Outcome
    from validators.parameters import Parameters

    P = TypeVar("P", bound=Parameters)
else:
    P = TypeVar("P")


@dataclass(frozen=True)
class Rule:
    """A rule as profiles call it. A code that it does not declare is a mistake: docs/rules.md would not tell of it."""

    weigh: Callable[[Case, Any], Outcome]
    raises: tuple[str, ...]

    def __call__(self, case: Case, ask: Parameters) -> Outcome:
        outcome = self.weigh(case, ask)
        for draft in outcome.drafts:
            if draft.code not in self.raises:
                raise ValueError(f"a rule raised {draft.code}, which it does not declare")
        return outcome


RULES: dict[str, Rule] = {}


def rule(name: str, *raises: str) -> Callable[[Callable[[Case, P], Outcome]], Callable[[Case, P], Outcome]]:
    """Registers a rule under the name by which profiles ask for it, with the codes that it may raise."""
    if unknown := set(raises) - set(CODES):
        raise ValueError(f"unknown finding codes: {sorted(unknown)}")

    def register(function: Callable[[Case, P], Outcome]) -> Callable[[Case, P], Outcome]:
        if name in RULES:
            raise ValueError(f"two rules are named {name}")
        RULES[name] = Rule(function, raises)
        return function

    return register
