"""The tables of docs/accuracy.md: figures, fields of rows, and what a stated confidence is worth."""

from __future__ import annotations

from typing import Any

from measures import measures

Scores = dict[str, dict[str, Any]]
BANDS = {
    "0.99": "0.99 and more",
    "0.95": "0.95-0.99",
    "0.9": "0.90-0.95",
    "0.7": "0.70-0.90",
    "0.5": "0.50-0.70",
    "0.0": "below 0.50",
}
TOGETHER = {"confident values": "**0.90 and more**", "confident levels": "**levels, 0.90 and more**"}
LEVELS = ("digital", "clean", "fair", "hard")


def all_tables(scores: Scores) -> list[str]:
    """Lines of Markdown for the scores, a column each."""
    parts = [
        *_figures(scores),
        *("", "The fields of the rows that were found, as far as the documents print them:", ""),
        *_fields(scores),
    ]
    if levels := [level for level in LEVELS if any(name.endswith(level) for name in scores)]:
        parts += ["", "Share right of the values that state a confidence, samples and own dossiers together:", ""]
        parts += _calibration(scores, levels)
    return parts


def _figures(scores: Scores) -> list[str]:
    figures = {name: measures(score, None) for name, score in scores.items()}
    names = dict.fromkeys(measure for found in figures.values() for measure in found if measure != "no false completes")
    totals = [score["total"] for score in scores.values()]
    rows = [
        ["dossiers", *(str(t["dossiers"]) for t in totals)],
        ["false completes", *(str(len(t["false_completes"])) for t in totals)],
        ["false alarms", *(str(len(t["false_alarms"])) for t in totals)],
        ["levels stated ≥ 0.9, wrong", *(_wrong(t["calibration"]["confident levels"]) for t in totals)],
        *([name, *(f"{found[name]:.3f}" if name in found else "" for found in figures.values())] for name in names),
    ]
    return _table(["", *scores], rows)


def _fields(scores: Scores) -> list[str]:
    groups = [score["total"]["fields"].get("measurements", {}) for score in scores.values()]
    names = dict.fromkeys(name for group in groups for name, field in group.items() if field["of"])
    rows = [[name, *(_share(g[name]["right"], g[name]["of"]) if name in g else "" for g in groups)] for name in names]
    return _table(["", *scores], rows)


def _calibration(scores: Scores, levels: list[str]) -> list[str]:
    """Values of matched rows by the confidence stated for their row: share right, of how many."""
    rows = []
    for key, name in {**BANDS, **TOGETHER}.items():
        cells = []
        for level in levels:
            counts = [s["total"]["calibration"][key] for n, s in scores.items() if n.endswith(level)]
            wrong, of = sum(c["wrong"] for c in counts), sum(c["of"] for c in counts)
            cells.append(f"{_share(of - wrong, of)} of {of}" if of else "-")
        rows.append([name, *cells])
    return _table(["stated", *levels], rows)


def _wrong(count: dict[str, int]) -> str:
    return f"{count['wrong']} of {count['of']}"


def _share(right: int, of: int) -> str:
    return f"{right / of:.3f}" if of else ""


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    return ["| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows)]
