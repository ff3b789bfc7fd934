"""What a gatekeeper can do with a dossier, for API and pages alike.

Each deed holds the dossier, so that two people never decide on different versions of its report, and says what version
it rests on: when there is a newer one, whoever decides must look again. What is decided is judged at once.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from extractors.records import DossierRecords
from extractors.values.citizen_number import mask
from intake.access import Principal
from intake.api.dossiers import found
from intake.api.problems import (
    CHANGED_MEANWHILE,
    INVALID,
    NO_DEVIATION,
    NO_REPORT_YET,
    NOT_FOUND,
    NOTHING_KEPT,
    STILL_BLOCKED,
    ProblemError,
)
from intake.judging import correction, rejudged
from intake.store import audit, dossiers, notices, weighing
from intake.store.audit import Event
from intake.store.weighing_tables import AcceptedFinding, Completion, CorrectedValue, Question
from validators.corrections import NotCorrectableError, applied, checked
from validators.placed import Placed, of_records, spots
from validators.profile import load_profile
from validators.report import Report

LONGEST = 2000  # letters of a reason
LONGEST_QUESTION = 4000
Withdrawable = TypeVar("Withdrawable", CorrectedValue, AcceptedFinding, Completion)
WITHDRAWN: dict[type, Event] = {
    CorrectedValue: Event.CORRECTION_WITHDRAWN,
    AcceptedFinding: Event.ACCEPTANCE_WITHDRAWN,
    Completion: Event.MARK_WITHDRAWN,
}


class Desk:
    """A dossier that somebody decides about, for the length of a transaction."""

    def __init__(self, session: Session, asker: Principal, dossier_id: str, version: int | None = None) -> None:
        self.session = session
        self.asker = asker
        self.dossier = found(session, asker, dossier_id, lock=True)
        newest = dossiers.report(session, dossier_id)
        if newest is None:
            raise ProblemError(NO_REPORT_YET, "Wacht tot het rapport er is.")
        self.newest = newest
        if version is not None and version != newest.version:
            raise ProblemError(
                CHANGED_MEANWHILE, f"Er is nu versie {newest.version} van het rapport. Kijk eerst wat er is veranderd."
            )

    @property
    def report(self) -> Report:
        """The newest report."""
        return Report.model_validate(self.newest.content)

    def correct(self, record: str, values: Mapping[str, Any], reason: str) -> list[CorrectedValue]:
        """Write down how a person reads values of a record; only what differs from what stands.

        A value that is again as it was read takes its correction back. When no value differs, the person has looked
        and found it right: that is written down of one value, and makes the record certain.
        """
        reason = _text(reason, "reason")
        read, now, standing = self.record(record)
        given = {field: self._checked(read, field, value) for field, value in values.items()}
        changed = {field: value for field, value in given.items() if value != now.get(field)}
        for row in standing:
            if row.record == record and row.field in changed:
                self._end(row)
        said = any(row.record == record for row in standing)
        places = [spot.model_dump(mode="json") for spot in read.spots]
        made = []
        for field, value in _worth_saying(read, given, changed, said=said).items():
            told = {"record": record, "field": field, "read": read.get(field), "value": value}
            row = weighing.say(
                self.session, CorrectedValue, self.asker, self.dossier.id, **told, spots=places, reason=reason
            )
            self._log(Event.VALUE_CORRECTED, f"{read.kind} {field}", row.id)
            made.append(row)
        rejudged(self.session, self.dossier)
        return made

    def accept(self, finding_id: str, reason: str) -> AcceptedFinding:
        """Accept a finding of the newest report with a reason, where the profile allows that."""
        reason = _text(reason, "reason")
        deviation = load_profile(self.dossier.profile, self.dossier.received_on).deviation
        if not deviation.allowed:
            raise ProblemError(NO_DEVIATION, str(deviation.source))
        report = self.report
        finding = next((one for one in report.findings if one.id == finding_id), None)
        if finding is None:
            raise ProblemError(INVALID, "Dit punt staat niet in het nieuwste rapport.", errors=_wrong("finding"))
        for row in weighing.standing(self.session, AcceptedFinding, self.dossier.id):
            if row.finding == finding_id:
                weighing.withdraw(self.session, self.asker, row)
        places = [spot.model_dump(mode="json") for spot in spots(finding.evidence, report.documents)]
        row = weighing.say(
            self.session,
            AcceptedFinding,
            self.asker,
            self.dossier.id,
            finding=finding_id,
            spots=places,
            reason=reason,
        )
        self._log(Event.DEVIATION_ACCEPTED, finding.code, row.id)
        rejudged(self.session, self.dossier)
        return row

    def withdraw(self, kind: type[Withdrawable], row_id: str) -> None:
        """Take back what somebody said; it stays in the history. What is withdrawn already stays so."""
        row = next((one for one in weighing.said(self.session, kind, self.dossier.id) if one.id == row_id), None)
        if row is None:
            raise ProblemError(NOT_FOUND)
        if row.withdrawn_at is None:
            self._end(row)
            if kind is not Completion:
                rejudged(self.session, self.dossier)

    def ask(self, text: str) -> Question:
        """Put a question to the school: it stands on its page, and whoever wants mail is told where to look."""
        row = weighing.say(
            self.session,
            Question,
            self.asker,
            self.dossier.id,
            version=self.newest.version,
            text=_text(text, "text", LONGEST_QUESTION),
        )
        notices.tell(self.session, self.dossier.id, "dossier.asked")
        self._log(Event.SCHOOL_ASKED, f"version {self.newest.version}", row.id)
        return row

    def complete(self, reason: str) -> Completion:
        """Mark the dossier complete. Its findings stay; while one of them blocks there must be a reason."""
        blocking = sum(finding.severity == "blocking" for finding in self.report.findings)
        if blocking and not reason.strip():
            raise ProblemError(
                STILL_BLOCKED, f"{blocking} keer 'moet nog' staat open. Los dat op, accepteer het, of geef een reden."
            )
        for row in weighing.standing(self.session, Completion, self.dossier.id):
            weighing.withdraw(self.session, self.asker, row)
        row = weighing.say(
            self.session,
            Completion,
            self.asker,
            self.dossier.id,
            version=self.newest.version,
            reason=_text(reason, "reason") if reason.strip() else None,
        )
        self._log(Event.MARKED_COMPLETE, f"version {self.newest.version}", row.id)
        return row

    def record(self, name: str) -> tuple[Placed, Placed, list[CorrectedValue]]:
        """The record of this name as it was read, as it stands corrected, and all corrections that stand."""
        kept = weighing.newest_records(self.session, self.dossier.id)
        if kept is None:
            raise ProblemError(NOTHING_KEPT, "Laat het dossier opnieuw lezen. Daarna kunt u waarden verbeteren.")
        records = DossierRecords.model_validate(kept[1])
        standing = weighing.standing(self.session, CorrectedValue, self.dossier.id)
        pairs = zip(of_records(records), applied(records, [correction(row) for row in standing]).placed, strict=True)
        pair = next(((read, now) for read, now in pairs if read.name == name), None)
        if pair is None:
            raise ProblemError(INVALID, "Deze waarde staat niet in het dossier.", errors=_wrong("record"))
        return *pair, standing

    def _checked(self, read: Placed, field: str, value: Any) -> Any:
        try:
            found = checked(read, field, value)
        except NotCorrectableError as error:
            wrong = [{"field": field, "detail": str(error)}]
            raise ProblemError(INVALID, "Deze waarde kan hier niet staan.", errors=wrong) from error
        return mask(_storable(found, field)) if isinstance(found, str) else found

    def _end(self, row: CorrectedValue | AcceptedFinding | Completion) -> None:
        weighing.withdraw(self.session, self.asker, row)
        self._log(WITHDRAWN[type(row)], None, row.id)

    def _log(self, event: Event, detail: str | None, target: str) -> None:
        audit.record(self.session, self.asker, event, dossier_id=self.dossier.id, target=target, detail=detail)


def _worth_saying(read: Placed, given: Mapping[str, Any], changed: Mapping[str, Any], *, said: bool) -> dict[str, Any]:
    """Values that differ from what was read; where nothing changed, one that was found right, unless `said` before."""
    if changed or not given:
        return {field: value for field, value in changed.items() if value != read.get(field)}
    field = next((field for field, value in given.items() if value is not None), next(iter(given)))
    return {} if said else {field: given[field]}


def _text(given: str, field: str, most: int = LONGEST) -> str:
    text = mask(_storable(given, field).strip().replace("\r\n", "\n"))
    if not text:
        asked = "Schrijf op waarom." if field == "reason" else "Schrijf uw vraag op."
        raise ProblemError(INVALID, asked, errors=_wrong(field))
    if len(text) > most:
        raise ProblemError(INVALID, f"Gebruik ten hoogste {most} tekens.", errors=_wrong(field))
    return text


def _storable(text: str, field: str) -> str:
    if "\0" in text:  # PostgreSQL takes none
        raise ProblemError(INVALID, "Hierin staan tekens die geen tekst zijn.", errors=_wrong(field))
    return text


def _wrong(field: str) -> list[dict[str, str]]:
    return [{"field": field, "detail": "missing or not usable"}]
