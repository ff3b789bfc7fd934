"""Everything that is kept about one pupil, as a zip: what a parent may ask for."""

import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.access import Scope
from intake.cutouts import CutOuts, places
from intake.page_images import Page, PageImages, hidden
from intake.store import Store, audit, belongings, dossiers
from intake.store.audit import AuditFilter
from intake.store.tables import Dossier

README = """\
Dit is alles wat Dossierpoort over deze leerling bewaart.

Elk dossier heeft een eigen map:
- bestanden: de documenten zoals de school ze heeft gestuurd
- rapporten: elke versie van het rapport
- uitsneden: stukjes van bladzijden waar het rapport naar verwijst
- bladzijden: de bladzijden zoals ze naast het rapport te zien zijn
- gegevens.json: wat verder over het dossier is vastgelegd
- logboek.json: wie het dossier wanneer heeft bekeken of veranderd (personen en sleutels staan erin met een nummer)
"""


def of_same_pupil(session: Session, scope: Scope, dossier: Dossier) -> Sequence[str]:
    """The dossier and the others of its school that are about the same pupil, as far as `scope` sees them.

    The same pupil: the same reference, or the same name and day of birth in the newest report.
    """
    who = _who(session, dossier.id)
    question = select(Dossier).where(Dossier.school_id == dossier.school_id, *dossiers.visible(scope))
    found = [
        other.id
        for other in session.scalars(question.order_by(Dossier.created_at))
        if other.id == dossier.id
        or (dossier.reference is not None and other.reference == dossier.reference)
        or (who is not None and _who(session, other.id) == who)
    ]
    return found if dossier.id in found else []


def write_zip(store: Store, dossier_ids: Sequence[str], target: Path, scratch: Path) -> None:
    """Write everything about these dossiers into a zip; `scratch` is an empty folder for what that needs meanwhile."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("LEESMIJ.txt", README)
        for dossier_id in dossier_ids:
            _add(store, dossier_id, out, scratch)


def _add(store: Store, dossier_id: str, out: zipfile.ZipFile, scratch: Path) -> None:
    folder = f"dossier-{dossier_id}"
    with store.reading() as session:
        rows = belongings.rows(session, dossier_id)
        log = [
            {"at": event.at, "who": f"{event.actor_kind} {event.actor_id or ''}".strip(), "what": event.event}
            for event in audit.events(session, AuditFilter(dossier_id=dossier_id), size=100_000)
        ]
    reports = rows.pop("reports")
    for file in rows["files"]:
        (scratch / "file").unlink(missing_ok=True)
        store.files.lay_out([("file", file["sha256"])], scratch)
        out.write(scratch / "file", f"{folder}/bestanden/{file['name']}")
    drawn, pages = set(), set()
    sizes = cache(PageImages(store.pictures).sizes)  # one question a file, not one for each version of the report
    for report in reports:
        out.writestr(f"{folder}/rapporten/rapport-{report['version']}.json", _json(report["content"]))
        drawn |= {place for chosen in places(report["content"]).values() for place in chosen}
        pages |= set(_pages(sizes, report["content"]))
    for place in sorted(drawn, key=lambda place: place.key):
        picture = CutOuts(store.pictures).get(place)
        if picture:
            out.writestr(f"{folder}/uitsneden/{place.key[:16]}.jpg", picture)
    for page in sorted(pages, key=lambda page: (page.sha256, page.number)):
        picture = PageImages(store.pictures).get(page, "page")
        if picture:
            out.writestr(f"{folder}/bladzijden/{page.sha256[:16]}-{page.number}.png", picture)
    out.writestr(f"{folder}/gegevens.json", _json(rows))
    out.writestr(f"{folder}/logboek.json", _json(log))


def _pages(sizes: Callable[[str], Iterable[int]], report: dict[str, Any]) -> Iterator[Page]:
    """The pages of which there are pictures, but for those on which other children stand."""
    unseen = hidden(report)
    for index, document in enumerate(report["documents"]):
        for number in sizes(document["sha256"]):
            if (index, number) not in unseen:
                yield Page(document["sha256"], number)


def _who(session: Session, dossier_id: str) -> tuple[str, str] | None:
    report = dossiers.report(session, dossier_id)
    pupil: dict[str, Any] = report.content.get("pupil") or {} if report else {}
    name, born = pupil.get("name"), pupil.get("birth_date")
    return (str(name).casefold(), str(born)) if name and born else None


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=str)
