"""The report as PDF: tagged, so that a screen reader finds headings, tables and the picture (PDF/UA-1)."""

import io
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
import pytest
from intake_api import Api

from intake.pages import to_pdf
from intake.pages.pdf import _CHILD
from setup.examples import elements, structure_faults

ROWS = [
    {"moment": m, "kind": "main", "date": d, "level_letter": "E"}
    for m, d in (("M4", "2024-02-01"), ("E4", "2024-06-01"))
]
CONTENT: dict[str, Any] = {
    "status": "incomplete",
    "documents": [{"name": "school.pdf", "sha256": "0", "page_count": 1, "reading": "text", "parts": []}],
    "score_series": [{"domain": "word_reading", "test": "DMT", "measurements": ROWS}],
    "requirements": [{"id": "r", "title": "Formulier", "state": "not_met", "source": "Bron", "finding_ids": ["f"]}],
    "findings": [{"id": "f", "code": "form.field_empty", "severity": "blocking", "subject": "delay",
                  "message": "Het vak is leeg.", "action": "Vul het in.", "source": "Bron",
                  "evidence": [{"document": 0, "page": 1, "bbox": [0, 0, 1, 1], "text": ""}]}],
}  # fmt: skip


@pytest.fixture(scope="module")
def made(api: Api) -> bytes:
    key = api.key("school")
    dossier = api.drop(key, reference="2026-17").json()
    api.report(dossier, **CONTENT)
    got: list[Any] = []
    ask = {"headers": key | {"Accept": "application/pdf"}, "timeout": 120}
    asking = threading.Thread(target=lambda: got.append(api.client.get(f"{dossier['href']}/report", **ask)))
    asking.start()
    time.sleep(0.2)
    api.client.get("/healthz", timeout=10).raise_for_status()
    assert asking.is_alive(), "the service answered others while the PDF was being made"
    asking.join()
    (response,) = got
    assert (response.status_code, response.headers["content-type"]) == (200, "application/pdf")
    assert response.headers["vary"] == "Accept"
    return bytes(response.content)


@pytest.fixture(scope="module")
def document(made: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(made)) as opened:
        yield opened


@pytest.fixture(scope="module")
def tree(document: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    return list(elements(document.Root.StructTreeRoot.K))


def test_it_says_what_it_is(document: pikepdf.Pdf) -> None:
    root = document.Root
    assert (str(root.Lang), bool(root.MarkInfo.Marked)) == ("nl", True)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert str(document.docinfo["/Title"]).startswith("Rapport 2026-17: niet compleet")
    with document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


def test_every_page_is_tagged_and_tabbed_through_in_order(document: pikepdf.Pdf) -> None:
    assert all("/StructParents" in page for page in document.pages)
    assert all(page.get("/Tabs", "/S") == "/S" for page in document.pages)


def test_fonts_are_in_the_file(document: pikepdf.Pdf) -> None:
    kinds = [obj for obj in document.objects if isinstance(obj, pikepdf.Dictionary) and "/FontName" in obj]
    assert kinds
    assert all({"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys()) for font in kinds)


def test_the_structure_tells_headings_lists_and_tables(tree: list[pikepdf.Dictionary]) -> None:
    count = Counter(str(element.S) for element in tree)
    assert (count["/Document"], count["/H1"]) == (1, 1)
    assert min(count[kind] for kind in ("/H2", "/H3", "/H4", "/L", "/LI", "/Table", "/TR", "/TH", "/TD", "/Link")) > 0


def test_the_picture_has_its_words(tree: list[pikepdf.Dictionary]) -> None:
    (figure,) = (element for element in tree if element.S == "/Figure")
    assert "hoofdmeting M4 (1 februari 2024): E" in str(figure.Alt)


def test_nothing_is_missing_that_a_reader_of_the_structure_needs(document: pikepdf.Pdf) -> None:
    assert not list(structure_faults(document))


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda pdf: pdf.Root.__delitem__("/Lang"), "language"),
        (lambda pdf: pdf.pages[0].__delitem__("/StructParents"), "without tags"),
        (lambda pdf: _first(pdf, "/H2").__setitem__("/S", pikepdf.Name("/H4")), "headings"),
        (lambda pdf: _first(pdf, "/Figure").__delitem__("/Alt"), "without words"),
        (lambda pdf: _first(pdf, "/TD").__delitem__("/A"), "without headers"),
    ],
)
def test_what_is_missing_is_told(made: bytes, spoil: Callable[[pikepdf.Pdf], None], told: str) -> None:
    with pikepdf.open(io.BytesIO(made)) as pdf:
        spoil(pdf)
        assert any(told in fault for fault in structure_faults(pdf))


def _first(pdf: pikepdf.Pdf, kind: str) -> pikepdf.Dictionary:
    return next(element for element in elements(pdf.Root.StructTreeRoot.K) if kind == element.S)


def test_the_child_asks_no_address_for_anything(tmp_path: Any) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim")
    page = f'<title>x</title><link rel="attachment" href="{secret.as_uri()}"><img alt="x" src="{secret.as_uri()}">x'
    done = subprocess.run([sys.executable, "-P", _CHILD], input=page.encode(), capture_output=True, check=True)
    with pikepdf.open(io.BytesIO(done.stdout)) as opened:
        assert not opened.attachments


def test_a_failure_of_the_child_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setattr("intake.pages.pdf._CHILD", tmp_path / "gone.py")
    with pytest.raises(subprocess.SubprocessError):
        to_pdf("x")
