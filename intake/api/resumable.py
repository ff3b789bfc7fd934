"""Uploads that go on where they broke off, by the tus protocol (https://tus.io/protocols/resumable-upload).

A finished upload is named in a drop, in the field `uploads`. Until then it is part of no dossier, and goes after a day.
"""

import datetime as dt
import math
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Request, Response
from starlette.concurrency import run_in_threadpool

from intake.access import Principal
from intake.api import tus
from intake.api.asking import Sender
from intake.api.problems import (
    NOT_FOUND,
    TOO_LARGE,
    TOO_MANY_UPLOADS,
    UNSUPPORTED_MEDIA_TYPE,
    WRONG_OFFSET,
    ProblemError,
    documented,
)
from intake.api.receiving import Piece, receive
from intake.api.state import Service, TheService
from intake.store import resumable
from intake.store.store import now
from intake.store.upload_tables import ResumableUpload

router = APIRouter(prefix="/uploads", tags=["uploads"])
speaks_tus = [Depends(tus.speaks)]
MOST_WAITING = 4  # times the largest request, for all uploads of a school that wait
BODY: dict[str, Any] = {
    "requestBody": {"required": True, "content": {tus.PIECE: {"schema": {"type": "string", "format": "binary"}}}}
}


@router.options("", status_code=204, responses=tus.described(204, "Tus-Version") | documented(401, 403))
def can_do(_asker: Sender, service: TheService) -> Response:
    """What of the protocol is spoken here."""
    headers = {
        "Tus-Version": tus.VERSION,
        "Tus-Extension": tus.EXTENSIONS,
        "Tus-Max-Size": str(service.settings.max_request_size),
        "Tus-Checksum-Algorithm": ",".join(tus.ALGORITHMS),
    }
    return Response(status_code=204, headers=headers)


@router.post(
    "",
    status_code=201,
    dependencies=speaks_tus,
    response_class=Response,
    responses=tus.described(201, "Location", "Upload-Expires") | documented(401, 403, 412, 413, 422),
)
def begin(
    asker: Sender,
    service: TheService,
    upload_length: Annotated[int, Header(ge=0, le=2**53, description="bytes")],
    upload_metadata: Annotated[str, Header(max_length=4000, description="`filename` and its base64")] = "",
) -> Response:
    """Begin an upload; its pieces go to the address in `Location`."""
    most = service.settings.max_request_size
    if upload_length > most:
        raise ProblemError(TOO_LARGE, f"Stuur ten hoogste {most // 1_000_000} MB in één keer.")
    name = tus.filename(upload_metadata)
    with service.store.writing() as session:
        waiting = resumable.waiting(session, asker.school_id)
        if waiting.count >= service.settings.max_files or waiting.length + upload_length > most * MOST_WAITING:
            raise _too_many(waiting.first_ends_at)
        upload = resumable.begin(session, asker.school_id, name, upload_length)
        upload_id, expires_at = upload.id, upload.expires_at
    if upload_length == 0:
        service.store.files.unfinished(upload_id).touch(mode=0o600)
        _settle(service, _found(service, asker, upload_id), 0)
    headers = {"Location": f"{tus.PATH}/{upload_id}", "Upload-Expires": tus.date(expires_at)}
    return Response(status_code=201, headers=headers)


@router.head(
    "/{upload_id}",
    dependencies=speaks_tus,
    response_class=Response,
    responses=tus.described(200, "Upload-Offset", "Upload-Length", "Upload-Expires")
    | documented(401, 403, 404, 412, 422),
)
def look(upload_id: str, asker: Sender, service: TheService) -> Response:
    """How far an upload is."""
    upload = _found(service, asker, upload_id)
    return Response(headers=tus.told(_size(service, upload), upload.length, upload.expires_at))


@router.patch(
    "/{upload_id}",
    status_code=204,
    dependencies=speaks_tus,
    response_class=Response,
    openapi_extra=BODY,
    responses=tus.described(204, "Upload-Offset", "Upload-Expires")
    | documented(401, 403, 404, 409, 412, 413, 415, 422, 460),
)
async def go_on(  # noqa: PLR0913, PLR0917 - what the framework hands over
    upload_id: str,
    request: Request,
    asker: Sender,
    service: TheService,
    upload_offset: Annotated[int, Header(ge=0, le=2**53, description="where this piece begins")],
    upload_checksum: Annotated[str | None, Header(max_length=200, description="`sha256` and base64")] = None,
) -> Response:
    """Send the next piece. What came in before the connection broke counts, unless a checksum goes with the piece."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != tus.PIECE:
        raise ProblemError(UNSUPPORTED_MEDIA_TYPE, f"Stuur een stuk als {tus.PIECE}.")
    checksum = tus.Checksum(upload_checksum)
    await run_in_threadpool(_found, service, asker, upload_id)
    async with service.turns.take(upload_id) as turn:
        upload = await run_in_threadpool(_found, service, asker, upload_id)
        size = _size(service, upload)
        if upload_offset != size:
            raise ProblemError(WRONG_OFFSET, f"Ga verder bij byte {size}.", {"Upload-Offset": str(size)})
        piece = Piece(service.store.files.unfinished(upload.id), size, upload.length, checksum)
        try:
            await receive(request.stream(), piece, turn)
        finally:
            expires_at = await run_in_threadpool(_settle, service, upload, piece.reached)
    return Response(status_code=204, headers=tus.told(piece.reached, upload.length, expires_at))


@router.delete("/{upload_id}", status_code=204, dependencies=speaks_tus, responses=documented(401, 403, 404, 412, 422))
async def give_up(upload_id: str, asker: Sender, service: TheService) -> None:
    """Give up an upload."""
    await run_in_threadpool(_found, service, asker, upload_id)
    async with service.turns.take(upload_id):
        await run_in_threadpool(_remove, service, asker, upload_id)


def _found(service: Service, asker: Principal, upload_id: str) -> ResumableUpload:
    with service.store.reading() as session:
        upload = resumable.find(session, asker.scope, upload_id)
    if upload is None:
        raise ProblemError(NOT_FOUND, "Deze upload is er niet (meer). Begin een nieuwe.")
    return upload


def _size(service: Service, upload: ResumableUpload) -> int:
    if upload.sha256:
        return upload.length
    path = service.store.files.unfinished(upload.id)
    return path.stat().st_size if path.exists() else 0


def _settle(service: Service, upload: ResumableUpload, size: int) -> dt.datetime:
    """Write down that something came in; once it is whole, under which hash it will be kept."""
    path = service.store.files.unfinished(upload.id)
    sha256 = upload.sha256
    if size == upload.length and sha256 is None:
        sha256 = service.store.files.digest(path)
    with service.store.writing() as session:
        expires_at = resumable.came_further(session, upload.id, sha256)
    if expires_at is None:
        path.unlink(missing_ok=True)
        raise ProblemError(NOT_FOUND)
    return expires_at


def _remove(service: Service, asker: Principal, upload_id: str) -> None:
    with service.store.writing() as session:
        upload = resumable.find(session, asker.scope, upload_id, lock=True)
        if upload is None:
            raise ProblemError(NOT_FOUND)
        session.delete(upload)
    service.store.files.unfinished(upload_id).unlink(missing_ok=True)


def _too_many(first_ends_at: dt.datetime | None) -> ProblemError:
    wait = math.ceil(((first_ends_at or now()) - now()).total_seconds())
    advice = "Gebruik eerst de uploads die klaarstaan, of verwijder ze."
    return ProblemError(TOO_MANY_UPLOADS, advice, {"Retry-After": str(max(wait, 1))})
