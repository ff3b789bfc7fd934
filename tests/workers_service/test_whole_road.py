"""From dropped PDFs to a report over HTTP, with the real reader: as without the service, and bad files among good."""

import json
from pathlib import Path

from service_tree import Tree

from workers.check import Options, check

FIXTURES = Path(__file__).parents[2] / "fixtures"


def send(tree: Tree, cover: Path, files: list[Path]) -> dict[str, object]:
    head = json.loads((cover / "dossier.json").read_text())
    fields = {name: head[name] for name in ("profile", "reference", "received_on")}
    uploads = [("files", (file.name, file.read_bytes())) for file in files]
    response = tree.client.post("/api/v1/dossiers", data=fields, files=uploads)
    assert response.status_code == 202
    dossier = tree.until(response.json(), "reported")
    report: dict[str, object] = tree.client.get(dossier["report"]).json()
    return report


def test_the_report_is_the_one_that_check_gives(tree: Tree) -> None:
    folder = FIXTURES / "tour" / "three-defects"
    assert send(tree, folder, sorted(folder.glob("*.pdf"))) == check([folder], Options()).model_dump(mode="json")
    assert list((tree.data / "cutouts").rglob("*.jpg"))


def test_bad_files_cost_findings_and_the_rest_is_read(tree: Tree) -> None:
    folder = FIXTURES / "tour" / "complete"
    bad = [FIXTURES / "bad" / name for name in ("geen-pdf.pdf", "leeg.pdf", "wachtwoord.pdf", "zipbom.zip")]
    report = send(tree, folder, [*sorted(folder.glob("*.pdf")), *bad])
    found = {(finding["code"], finding["subject"]) for finding in report["findings"]}
    assert ("document.password", "wachtwoord.pdf") in found
    assert {subject for _, subject in found} >= {"geen-pdf.pdf", "leeg.pdf", "bijlage 0.pdf"}
    assert len(report["score_series"]) > 0
    assert list((tree.data / "scratch").iterdir()) == []
