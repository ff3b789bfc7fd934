"""Erasing what was kept long enough."""

import datetime as dt
import logging
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake.access import Principal
from intake.privacy.erase import Erased, erase, remove
from intake.settings import Settings
from intake.store import Store, audit, resumable
from intake.store.audit import SYSTEM, Actor, Event
from intake.store.privacy_tables import Retention
from intake.store.store import now
from intake.store.tables import Dossier, File, Run

log = logging.getLogger(__name__)


def days(session: Session) -> dict[str, int]:
    """How many days dossiers are kept after their last document, by profile, where that was set for a profile."""
    return {row.profile: row.days for row in session.scalars(select(Retention))}


def keep_for(session: Session, profile: str, count: int, actor: Principal | Actor) -> None:
    """Keep dossiers of this profile for so many days."""
    session.merge(Retention(profile=profile, days=count, changed_at=now()))
    audit.record(session, actor, Event.PROFILE_CHANGED, detail=f"retention {profile} {count} days")


def due(session: Session, settings: Settings) -> Sequence[str]:
    """The dossiers that were kept long enough, oldest first; one that is being read waits for the next time."""
    last = (
        select(Dossier.id, Dossier.profile, func.max(File.created_at).label("last"))
        .join(File, File.dossier_id == Dossier.id)
        .where(Dossier.id.not_in(select(Run.dossier_id).where(Run.state == "processing")))
        .group_by(Dossier.id, Dossier.profile)
        .order_by("last")
    )
    periods, moment = days(session), now()
    return [
        dossier_id
        for dossier_id, profile, latest in session.execute(last)
        if latest + dt.timedelta(days=periods.get(profile, settings.retention_days)) < moment
    ]


def purge(store: Store, settings: Settings) -> list[Erased]:
    """Erase what was kept long enough, uploads too, and finish what an earlier round was cut off in."""
    resumable.sweep(store)
    with store.reading() as session:
        waiting = due(session, settings)
    gone = [erased for dossier_id in waiting if (erased := erase(store, dossier_id, SYSTEM))]
    remove(store)
    left = sum(len(erased.left) for erased in gone)
    if gone:
        log.log(logging.ERROR if left else logging.INFO, "%d dossiers erased by age, %d traces left", len(gone), left)
    return gone
