"""Whether the service lives and can accept dossiers."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from sqlalchemy.exc import SQLAlchemyError

from intake.api.state import TheService

router = APIRouter(tags=["health"])


@router.get("/healthz")
def healthz() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz", response_model=None)
def readyz(service: TheService) -> JSONResponse:
    """The database answers. The queue is told of, but without it dossiers are still accepted and kept."""
    try:
        service.store.check()
        database = "ok"
    except SQLAlchemyError:
        database = "down"
    queue = "ok" if service.queue.answers() else "down"
    ready = database == "ok"
    return JSONResponse(
        {"status": "ok" if ready else "down", "database": database, "queue": queue},
        status_code=200 if ready else 503,
    )
