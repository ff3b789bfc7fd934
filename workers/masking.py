"""Citizen service numbers are never needed to judge a dossier, so no report holds one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractors.values.citizen_number import mask
from validators.report import Report

if TYPE_CHECKING:
    from collections.abc import Mapping


def masked(report: Report) -> Report:
    """The report with every such number in any of its texts masked."""
    return Report.model_validate(_masked(report.model_dump()))


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        given: Mapping[str, Any] = value
        return {name: _masked(inner) for name, inner in given.items()}
    return [_masked(inner) for inner in value] if isinstance(value, list) else value
