"""Writing and reading the audit log."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import eq, ge, lt

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.access import Principal
from intake.store.audit_table import AuditEvent
from intake.store.store import now

ONE_LOOK = dt.timedelta(minutes=10)  # a page that refreshes itself is looked at once


class Event(StrEnum):
    """What is written down. A name once used keeps its meaning."""

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGNED_OUT = "signed_out"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - no password
    PERSON_ADDED = "person_added"
    PERSON_CHANGED = "person_changed"
    KEY_ADDED = "key_added"
    KEY_REVOKED = "key_revoked"
    DOSSIER_SENT = "dossier_sent"
    DOCUMENTS_ADDED = "documents_added"
    DOSSIER_SEEN = "dossier_seen"
    REPORT_SEEN = "report_seen"
    FILE_SEEN = "file_seen"
    DOSSIERS_LISTED = "dossiers_listed"
    REFUSED = "refused"
    VALUE_CORRECTED = "value_corrected"
    CORRECTION_WITHDRAWN = "correction_withdrawn"
    DEVIATION_ACCEPTED = "deviation_accepted"
    ACCEPTANCE_WITHDRAWN = "acceptance_withdrawn"
    SCHOOL_ASKED = "school_asked"
    MARKED_COMPLETE = "marked_complete"
    MARK_WITHDRAWN = "mark_withdrawn"
    REPROCESSING_STARTED = "reprocessing_started"
    REPROCESSING_STEERED = "reprocessing_steered"
    REPROCESSING_ENDED = "reprocessing_ended"
    REPROCESSING_DECIDED = "reprocessing_decided"
    REPORT_REPLACED = "report_replaced"
    REPORT_ROLLED_BACK = "report_rolled_back"
    PROFILE_CHANGED = "profile_changed"
    PUPIL_EXPORTED = "pupil_exported"
    DOSSIER_ERASED = "dossier_erased"
    AUDIT_SEEN = "audit_seen"


@dataclass(frozen=True)
class Actor:
    """Who did it, if not a `Principal`."""

    kind: str
    id: str | None = None


SYSTEM = Actor("system")
NOBODY = Actor("nobody")
_ID = re.compile(r"[0-9a-f]{24}")


def record(  # noqa: PLR0913 - the fields of one row
    session: Session,
    actor: Principal | Actor,
    event: Event,
    *,
    dossier_id: str | None = None,
    target: str | None = None,
    detail: str | None = None,
) -> None:
    """Write it down in the transaction of what was done, so that there is never one without the other.

    `detail` holds codes and numbers, never a name or a text. What somebody made up in the place of an id is not kept.
    """
    session.add(
        AuditEvent(
            at=now(),
            actor_kind=actor.kind,
            actor_id=actor.id,
            event=event,
            dossier_id=dossier_id if dossier_id and _ID.fullmatch(dossier_id) else None,
            target=target if target and _ID.fullmatch(target) else None,
            detail=detail,
        )
    )


def seen_lately(session: Session, actor: Principal, event: Event, dossier_id: str | None, detail: str | None) -> bool:
    """Whether the same look by the same actor was written down a moment ago."""
    since = now() - ONE_LOOK
    question = select(AuditEvent.id).where(
        AuditEvent.actor_id == actor.id,
        AuditEvent.event == event,
        AuditEvent.dossier_id == dossier_id if dossier_id else AuditEvent.dossier_id.is_(None),
        AuditEvent.detail == detail if detail else AuditEvent.detail.is_(None),
        AuditEvent.at > since,
    )
    return session.scalar(question.limit(1)) is not None


@dataclass(frozen=True)
class AuditFilter:
    """What the log is narrowed to; None leaves that side open. `until` is the first moment no longer meant."""

    dossier_id: str | None = None
    actor_id: str | None = None
    event: str | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None


def events(session: Session, wanted: AuditFilter, before: int | None = None, size: int = 100) -> Sequence[AuditEvent]:
    """The newest events first; `before` is the id of the last one of the page before."""
    question = select(AuditEvent).order_by(AuditEvent.id.desc()).limit(size)
    for column, compare, value in (
        (AuditEvent.dossier_id, eq, wanted.dossier_id),
        (AuditEvent.actor_id, eq, wanted.actor_id),
        (AuditEvent.event, eq, wanted.event),
        (AuditEvent.at, ge, wanted.since),
        (AuditEvent.at, lt, wanted.until),
        (AuditEvent.id, lt, before),
    ):
        if value is not None:
            question = question.where(compare(column, value))
    return session.scalars(question).all()
