"""The few figures of a score that have a floor: each between 0 and 1, higher is better."""

from __future__ import annotations

from typing import Any

Figures = dict[str, float]


def measures(score: dict[str, Any], judged: str | None) -> Figures:
    """The figures of a score as score.py prints it; findings count for the profile `judged`, or for all."""
    total = score["total"]
    findings = score["slices"].get(f"profile: {judged}", total) if judged else total
    figures: dict[str, float | None] = {
        "no false completes": 1.0 - len(total["false_completes"]) / max(total["dossiers"], 1),
        "status right": total["status_right"] / max(total["dossiers"], 1),
        "rows: precision": _of(total, "measurements", "precision"),
        "rows: recall": _of(total, "measurements", "recall"),
        "rows: worst field": _worst(total, "measurements"),
        "claims: recall": _of(total, "claims", "recall"),
        "page kinds": total["fields"].get("documents", {}).get("page kind", {}).get("exact"),
        "interventions: recall": _of(total, "interventions", "recall"),
        "interventions: fields": _all(total, "interventions"),
        "signatures: F1": _of(total, "signatures", "f1"),
        "findings: precision": _of(findings, "findings by code+subject", "precision"),
        "findings: recall": _of(findings, "findings by code+subject", "recall"),
    }
    return {name: value for name, value in figures.items() if value is not None}


def _of(score: dict[str, Any], group: str, what: str) -> float | None:
    value: float | None = score.get(group, {}).get(what)
    return value


def _fields(score: dict[str, Any], group: str) -> list[dict[str, Any]]:
    return [field for field in score["fields"].get(group, {}).values() if field["of"]]


def _worst(score: dict[str, Any], group: str) -> float | None:
    return min((field["exact"] for field in _fields(score, group)), default=None)


def _all(score: dict[str, Any], group: str) -> float | None:
    fields = _fields(score, group)
    return sum(field["right"] for field in fields) / sum(field["of"] for field in fields) if fields else None
