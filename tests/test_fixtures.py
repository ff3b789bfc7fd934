"""The variants are what their truth says: files, pages and printed values."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

FIXTURES = Path(__file__).parent.parent / "fixtures"
VARIANTS = FIXTURES / "variants"
TRUTHS = sorted((VARIANTS / "truth").glob("*.json"))


@cache
def text_of(path: Path) -> str:
    with pdfium.PdfDocument(path) as doc:
        doc.init_forms()
        return "\n".join(page.get_textpage().get_text_bounded() for page in doc)


def values(truth: dict[str, Any], *fields: str) -> set[str]:
    rows = [m for s in truth["score_series"] for m in s["measurements"]]
    return {str(m[f]) for m in rows for f in fields if m.get(f) is not None}


@pytest.mark.parametrize("path", TRUTHS, ids=lambda p: p.stem)
def test_truth_names_the_files_and_pages_that_are_there(path: Path) -> None:
    truth = json.loads(path.read_text(encoding="utf-8"))
    folder = VARIANTS / "dossiers" / path.stem
    assert {d["name"] for d in truth["documents"]} == {f.name for f in folder.iterdir()} - {"dossier.json"}
    for document in (d for d in truth["documents"] if d["parts"]):
        with pdfium.PdfDocument(folder / document["name"]) as doc:
            assert len(doc) == document["page_count"] == document["parts"][-1]["last_page"]


@pytest.mark.parametrize("path", TRUTHS, ids=lambda p: p.stem)
def test_every_value_of_the_truth_is_printed(path: Path) -> None:
    truth = json.loads(path.read_text(encoding="utf-8"))
    folder = VARIANTS / "dossiers" / path.stem
    printouts = [d["name"] for d in truth["documents"] if any(p["kind"] == "lvs_printout" for p in d["parts"])]
    text = " ".join(text_of(folder / n) for n in printouts)
    stated = values(
        truth, "skill_score", "raw_score", "percentile", "dle", "didactic_age", "level_letter", "level_roman"
    )
    assert [v for v in stated if v not in text] == []
    everything = " ".join(text_of(folder / d["name"]) for d in truth["documents"] if d["parts"])
    for word in truth["pupil"]["name"].split():
        assert word in everything


def test_the_dossiers_stay_small() -> None:
    assert sum(f.stat().st_size for f in FIXTURES.rglob("*") if f.is_file() and f.suffix != ".pyc") < 8 * 2**20
