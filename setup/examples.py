"""Five example reports, one for each profile, as HTML and tagged PDF: `.venv/bin/python setup/examples.py FOLDER`.

They are made from our own invented dossiers. The structure of each PDF is checked: what PDF/UA asks of tags, words for
pictures, language, title, order of headings and headers of tables.
"""

from __future__ import annotations

import datetime as dt
import io
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf

from intake.cutouts import CutOuts
from intake.pages import report_page, to_pdf
from intake.store.blobs import FolderBlobs
from validators.profile import load_profile
from workers.check import Options, check
from workers.cutouts import make

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validators.report import Report

ROOT = Path(__file__).parents[1] / "fixtures"
VARIANTS = ROOT / "variants" / "dossiers"
# The folder of each dossier, and a word in the name of a file that is left out of it.
DOSSIERS = {
    "passenderwijs": (ROOT / "tour" / "three-defects", None),
    "capelle": (VARIANTS / "V50-capelle-kort", None),
    "voorwaarden": (VARIANTS / "V48-zonder-supervisie", None),
    "van-a-tot-lezen": (VARIANTS / "V52-andere-stoornis", None),
    "westelijke-mijnstreek": (VARIANTS / "V53-preventief", "eind"),
}
ACCEPTED = """{"comorbidity.undocumented": {"reason": "De verklaring van de kinderarts is telefonisch bevestigd.",
 "by": "S. de Wit, poortwachter", "on": "2024-09-12"}}"""


def main(folder: Path) -> int:
    """Make them all; 1 where the structure of one is wrong."""
    folder.mkdir(parents=True, exist_ok=True)
    wrong = 0
    for profile, (dossier, without) in DOSSIERS.items():
        page = _page(dossier, without, with_deviation=profile == "van-a-tot-lezen")
        pdf = to_pdf(page)
        (folder / f"{profile}.html").write_text(page, encoding="utf-8")
        (folder / f"{profile}.pdf").write_bytes(pdf)
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            faults = list(structure_faults(opened))
        wrong += bool(faults)
        print(f"{profile:24}{'; '.join(faults) or 'structure as PDF/UA asks'}")
    return int(wrong > 0)


def _page(dossier: Path, without: str | None, *, with_deviation: bool) -> str:
    with tempfile.TemporaryDirectory(prefix="dossierpoort-") as scratch:
        accepted = Path(scratch) / "accepted.json"
        accepted.write_text(ACCEPTED, encoding="utf-8")
        files = [p for p in sorted(dossier.iterdir()) if without is None or without not in p.name.lower()]
        report = check(files, Options(accepted=accepted if with_deviation else None))
        cutouts = CutOuts(FolderBlobs(Path(scratch) / "pictures"))
        make(report, [(p, p.name) for p in files], cutouts)
        return _shown(report, cutouts)


def _shown(report: Report, cutouts: CutOuts) -> str:
    head = report.dossier
    profile = load_profile(head.profile, head.received_on)
    made_at = dt.datetime.combine(head.received_on, dt.time(12), dt.UTC)
    return report_page(report.model_dump(mode="json"), cutouts, profile=profile, version=1, made_at=made_at)


def structure_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What a tagged report lacks for whoever can't see it."""
    root = pdf.Root
    if not (str(root.get("/Lang", "")) and bool(root.MarkInfo.Marked) and str(pdf.docinfo.get("/Title", ""))):
        yield "no language, mark or title"
    if any("/StructParents" not in page for page in pdf.pages):
        yield "a page without tags"
    tree = list(elements(root.StructTreeRoot.K))
    levels = [int(str(e.S)[2:]) for e in tree if str(e.S) in {f"/H{n}" for n in range(1, 7)}]
    if levels[:1] != [1] or levels.count(1) != 1 or any(later - earlier > 1 for earlier, later in pairwise(levels)):
        yield "headings out of order"
    if any(not str(e.get("/Alt", "")).strip() for e in tree if e.S == "/Figure"):
        yield "a picture without words"
    heads = {bytes(e.ID) for e in tree if e.S == "/TH" and "/ID" in e}
    cells = [{bytes(name) for name in e.A.Headers} if "/A" in e else set() for e in tree if e.S == "/TD"]
    if any(not named or not named <= heads for named in cells):
        yield "a cell without headers"


def elements(node: Any) -> Iterator[pikepdf.Dictionary]:
    """The structure tree in reading order."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from elements(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node.K)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "data/examples")))
