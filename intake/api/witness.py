"""Writing down who looked at what."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from intake.access import Principal
from intake.api.asking import Asker
from intake.api.problems import FORBIDDEN, NOT_FOUND, ProblemError
from intake.api.state import Service, TheService
from intake.store import audit
from intake.store.audit import Event
from intake.store.store import is_id


@dataclass
class Witness:
    """Sees what this request shows. What it does is written down by whoever does it, in the same transaction."""

    service: TheService
    asker: Asker

    def saw(self, event: Event, dossier_id: str | None = None, detail: str | None = None) -> None:
        """Write down a look, unless the same one was a moment ago."""
        write(self.service, self.asker, event, dossier_id, detail)


TheWitness = Annotated[Witness, Depends()]


def write(service: Service, asker: Principal, event: Event, dossier_id: str | None, detail: str | None) -> None:
    """Write down a look, unless the same one was a moment ago."""
    with service.store.reading() as session:
        if audit.seen_lately(session, asker, event, dossier_id, detail):
            return
    with service.store.writing() as session:
        audit.record(session, asker, event, dossier_id=dossier_id, detail=detail)


def refused(request: Request, problem: ProblemError) -> None:
    """Write down that somebody known asked for what they may not see or do."""
    asker: Principal | None = getattr(request.state, "asker", None)
    if asker is None or problem.kind not in (NOT_FOUND, FORBIDDEN):
        return
    # The address as the route has it, so that nothing that was made up comes along.
    detail = f"{request.method} {request.scope['route'].path} {problem.kind.status}"
    dossier_id = str(request.path_params.get("dossier_id", ""))
    write(request.app.state.service, asker, Event.REFUSED, dossier_id if is_id(dossier_id) else None, detail)
