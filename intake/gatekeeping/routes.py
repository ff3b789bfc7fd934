"""The gatekeeper's page of a dossier, and what is done from it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from intake.access import Action, Principal
from intake.api.asking import Door, TheForm
from intake.api.dossiers import found
from intake.api.problems import NO_REPORT_YET, ProblemError
from intake.api.state import Reading, TheService
from intake.api.visit import TheVisit
from intake.gatekeeping import desk, fields, log
from intake.gatekeeping.deeds import Desk
from intake.gatekeeping.sheet import Addresses, Look
from intake.pages.flash import see_other
from intake.pages.site import page
from intake.store import dossiers
from intake.store.audit import Event
from intake.store.history import versions
from intake.store.weighing_tables import AcceptedFinding, Completion, CorrectedValue
from validators.report import Report

router = APIRouter(include_in_schema=False, prefix="/dossiers/{dossier_id}/beoordeling")
Gatekeeper = Annotated[Principal, Depends(Door(Action.SEE_LOG))]
Corrector = Annotated[Principal, Depends(Door(Action.CORRECT))]
Accepter = Annotated[Principal, Depends(Door(Action.ACCEPT_DEVIATION))]
Asking = Annotated[Principal, Depends(Door(Action.ASK_SCHOOL))]
Marker = Annotated[Principal, Depends(Door(Action.MARK_COMPLETE))]
Text = Annotated[str | None, Query(max_length=400)]
Number = Annotated[int | None, Query(ge=0, le=1_000_000)]
LONGEST_PAGE = 200  # lines of a log on one page


def _look(
    punt: Text = None, waarde: Text = None, verbeter: Text = None, document: Number = None, bladzijde: Number = None
) -> Look:
    return Look(finding=punt, value=waarde, edit=verbeter, document=document, page=bladzijde)


@router.get("")
def show(visit: TheVisit, _asker: Gatekeeper, look: Annotated[Look, Depends(_look)]) -> Response:
    """The dossier on the desk: checklist, page, values, and everything that can be done with it."""
    values = desk.shown(visit.service.store, visit.session, visit.asker, visit.dossier(), look)
    visit.saw(Event.REPORT_SEEN, f"version {values['version']} desk")
    return page(visit.request, "gatekeeping/desk.html", wrong=None, given={}, **values)


@dataclass
class Sent:
    """A form of the page, and what it takes to do what it asks."""

    request: Request
    service: TheService
    dossier_id: str
    form: TheForm

    def __getitem__(self, name: str) -> str:
        """The text of a field; empty where there is none."""
        value = self.form.get(name)
        return value if isinstance(value, str) else ""

    def done(self, asker: Principal, do: Callable[[Desk], str], look: Look, back: str = "") -> Response:
        """Do it in one transaction and go back; what was refused is told on the page, with the form as it was sent."""
        version = self["versie"]
        try:
            with self.service.store.writing() as session:
                told = do(Desk(session, asker, self.dossier_id, int(version) if version.isdecimal() else None))
        except ProblemError as error:
            if error.kind.status not in (409, 422):
                raise
            return self._again(asker, look, error)
        return see_other(self.request, f"{Addresses(self.dossier_id).home}{back}", told)

    def withdrawn(self, asker: Principal, kind: type[Any], row_id: str) -> Response:
        """Take back what was said."""

        def do(at: Desk) -> str:
            at.withdraw(kind, row_id)
            return "Dat is ingetrokken. Wat er stond, blijft te zien."

        return self.done(asker, do, Look())

    def _again(self, asker: Principal, look: Look, error: ProblemError) -> Response:
        store = self.service.store
        with store.reading() as session:
            values = desk.shown(store, session, asker, found(session, asker, self.dossier_id), look)
            given = {name: self[name] for name in self.form}
            return page(
                self.request,
                "gatekeeping/desk.html",
                status=error.kind.status,
                wrong=error.body(),
                given=given,
                **values,
            )


TheSent = Annotated[Sent, Depends()]


@router.post("/waarde")
def correct(sent: TheSent, asker: Corrector) -> Response:
    """Correct the values of one record, or confirm it."""
    name = sent["record"]

    def do(at: Desk) -> str:
        _, now, _ = at.record(name)
        made = at.correct(name, fields.changed(now, sent.form), sent["reden"])
        return "Uw verbetering is bewaard. Het rapport is opnieuw gemaakt." if made else "Er was niets te veranderen."

    return sent.done(asker, do, Look(edit=name), f"?{urlencode({'waarde': name})}")


@router.post("/punt")
def accept(sent: TheSent, asker: Accepter) -> Response:
    """Accept a finding with a reason."""

    def do(at: Desk) -> str:
        at.accept(sent["punt"], sent["reden"])
        return "Het punt is geaccepteerd. Het rapport is opnieuw gemaakt."

    return sent.done(asker, do, Look(finding=sent["punt"]))


@router.post("/verbeteringen/{row_id}/intrekken")
def withdraw_correction(row_id: str, sent: TheSent, asker: Corrector) -> Response:
    """Take a correction back."""
    return sent.withdrawn(asker, CorrectedValue, row_id)


@router.post("/acceptaties/{row_id}/intrekken")
def withdraw_acceptance(row_id: str, sent: TheSent, asker: Accepter) -> Response:
    """Take an acceptance back."""
    return sent.withdrawn(asker, AcceptedFinding, row_id)


@router.post("/vraag")
def ask(sent: TheSent, asker: Asking) -> Response:
    """Ask the school for more."""

    def do(at: Desk) -> str:
        at.ask(sent["vraag"])
        return "Uw vraag staat nu bij het dossier van de school."

    return sent.done(asker, do, Look())


@router.post("/compleet")
def complete(sent: TheSent, asker: Marker) -> Response:
    """Mark the dossier complete."""

    def do(at: Desk) -> str:
        at.complete(sent["reden"])
        return "Het dossier is gemarkeerd als compleet."

    return sent.done(asker, do, Look())


@router.post("/compleet/{row_id}/intrekken")
def withdraw_mark(row_id: str, sent: TheSent, asker: Marker) -> Response:
    """Take the mark back."""
    return sent.withdrawn(asker, Completion, row_id)


@router.get("/logboek")
def whole_log(dossier_id: str, request: Request, session: Reading, asker: Gatekeeper, voor: Number = None) -> Response:
    """The log of the dossier."""
    dossier = found(session, asker, dossier_id)
    lines, older = log.lines(session, dossier_id, voor, LONGEST_PAGE)
    return page(request, "gatekeeping/log.html", dossier=dossier, lines=lines, older=older, at=Addresses(dossier_id))


def _versions(van: Number = None, naar: Number = None) -> tuple[int | None, int | None]:
    return van, naar


@router.get("/verschillen")
def compare(
    dossier_id: str,
    request: Request,
    session: Reading,
    asker: Gatekeeper,
    chosen: Annotated[tuple[int | None, int | None], Depends(_versions)],
) -> Response:
    """Two versions of the report side by side; without a choice the newest and the one before."""
    dossier = found(session, asker, dossier_id)
    known = [version.number for version in versions(session, dossier_id)]
    if not known:
        raise ProblemError(NO_REPORT_YET, "Het dossier wordt nog gelezen. Kijk over een minuut opnieuw.")
    after = chosen[1] if chosen[1] in known else known[0]
    before = chosen[0] if chosen[0] in known else next((number for number in known if number < after), after)
    old, new = (dossiers.report(session, dossier_id, number) for number in (before, after))
    values = desk.compared(*(Report.model_validate(one.content) for one in (old, new) if one))
    values |= {"before": old, "after": new, "at": Addresses(dossier_id)}
    values |= {"known": known, "numbered": [(number, f"versie {number}") for number in known]}
    return page(request, "gatekeeping/differences.html", dossier=dossier, **values)
