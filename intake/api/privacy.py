"""What a pupil's parents may ask for: everything that is kept, and that it goes."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import StreamingResponse

from intake.access import Action, Principal
from intake.api.asking import Door
from intake.api.conditions import TheConditions
from intake.api.dossiers import found, insist
from intake.api.problems import documented
from intake.api.state import TheService
from intake.privacy.erase import erase
from intake.privacy.export import of_same_pupil, write_zip
from intake.store import audit
from intake.store.audit import Event

router = APIRouter(prefix="/dossiers", tags=["privacy"])
CHUNK = 256 * 1024


@router.get(
    "/{dossier_id}/export",
    response_class=StreamingResponse,
    responses={200: {"content": {"application/zip": {}}}, **documented(401, 404, 422)},
)
def export_pupil(
    dossier_id: str, service: TheService, asker: Annotated[Principal, Depends(Door(Action.EXPORT_PUPIL))]
) -> StreamingResponse:
    """Everything about the pupil of this dossier, as far as the asker may see it, in a zip."""
    with service.store.reading() as session:
        ids = of_same_pupil(session, asker.scope, found(session, asker, dossier_id))
    with service.store.writing() as session:
        for each in ids:
            audit.record(session, asker, Event.PUPIL_EXPORTED, dossier_id=each)
    with ExitStack() as stack:
        folder = stack.enter_context(service.store.files.folder())
        (folder / "scratch").mkdir()
        write_zip(service.store, ids, folder / "export.zip", folder / "scratch")
        kept = stack.pop_all()  # the answer is sent after this function returns
    headers = {"Content-Disposition": f'attachment; filename="dossier-{dossier_id}.zip"'}
    return StreamingResponse(_sent(folder / "export.zip", kept), media_type="application/zip", headers=headers)


@router.delete("/{dossier_id}", status_code=204, responses=documented(401, 404, 412, 422))
def erase_dossier(
    dossier_id: str,
    service: TheService,
    asker: Annotated[Principal, Depends(Door(Action.ERASE))],
    conditions: TheConditions,
) -> None:
    """Erase a dossier for good, with its files, reports and pictures."""
    with service.store.reading() as session:
        insist(session, conditions, found(session, asker, dossier_id))
    erase(service.store, dossier_id, asker)


def _sent(path: Path, kept: ExitStack) -> Iterator[bytes]:
    with kept, path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
