"""One dossier, as one request looks at it."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from intake.api.asking import Looker
from intake.api.dossiers import found
from intake.api.state import Reading, TheService
from intake.api.witness import TheWitness
from intake.cutouts import CutOuts
from intake.pages import report_page
from intake.store import dossiers
from intake.store.audit import Event
from intake.store.tables import Dossier, ReportVersion
from validators.profile import load_profile


@dataclass
class Visit:
    """Who looks at which dossier, and through which look at the store."""

    dossier_id: str
    request: Request
    asker: Looker
    service: TheService
    session: Reading
    witness: TheWitness

    def dossier(self) -> Dossier:
        """The dossier; raises where it does not exist for whoever asks."""
        return found(self.session, self.asker, self.dossier_id)

    def report(self, version: int | None) -> ReportVersion | None:
        """That version of its report, the newest without one; None where there is none."""
        return dossiers.report(self.session, self.dossier_id, version)

    def saw(self, event: Event, detail: str | None = None) -> None:
        """Write down what was looked at."""
        self.witness.saw(event, self.dossier_id, detail)


TheVisit = Annotated[Visit, Depends()]


def drawn(visit: Visit, dossier: Dossier, report: ReportVersion) -> str:
    """The report as a page that stands on its own."""
    return report_page(
        report.content,
        CutOuts(visit.service.store.pictures),
        profile=load_profile(dossier.profile, dossier.received_on),
        version=report.version,
        made_at=report.created_at,
    )
