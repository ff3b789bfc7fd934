"""The registry that collects the rules by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from validators.case import Case
    from validators.findings import Outcome
    from validators.parameters import Parameters

    P = TypeVar("P", bound=Parameters)
    Rule = Callable[[Case, Any], Outcome]
else:
    P = TypeVar("P")

RULES: dict[str, Rule] = {}


def rule(name: str) -> Callable[[Callable[[Case, P], Outcome]], Callable[[Case, P], Outcome]]:
    """Registers a rule under the name by which profiles ask for it."""

    def register(function: Callable[[Case, P], Outcome]) -> Callable[[Case, P], Outcome]:
        if name in RULES:
            raise ValueError(f"two rules are named {name}")
        RULES[name] = function
        return function

    return register
