"""Profiles that an administrator uploads. The database keeps them; each machine has those that rule as files.

A file with a mistake is refused, so a wrong profile never rules. One that is right rules from the day of receipt that
somebody sets, until a later one takes over; withdrawn, the one before it rules again.
"""

import datetime as dt
import hashlib
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.access import Principal
from intake.settings import Settings
from intake.store import Store, audit
from intake.store.audit import Event
from intake.store.profile_tables import UploadedProfile
from intake.store.store import new_id, now
from validators.profile import parse_profile


def folder(settings: Settings) -> Path:
    """Where this machine has the uploaded profiles that rule."""
    return settings.data.resolve() / "profiles"


def upload(session: Session, actor: Principal, text: str) -> UploadedProfile:
    """Keep a profile; it does not rule yet. Raises InvalidProfile."""
    profile = parse_profile(text, Path("profiel.toml"))
    made = UploadedProfile(
        id=new_id(),
        profile=profile.id,
        version=profile.version,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        actor_id=actor.id,
        uploaded_at=now(),
    )
    session.add(made)
    session.flush()
    audit.record(session, actor, Event.PROFILE_CHANGED, target=made.id, detail=f"uploaded {profile.id}")
    return made


def activate(session: Session, actor: Principal, one: UploadedProfile, start: dt.date) -> None:
    """Have it rule for dossiers received from this day on. Raises NotInForce when it has no version for that day."""
    parse_profile(one.text, Path("profiel.toml")).on(start)
    one.active_from, one.activated_at, one.withdrawn_at = start, now(), None
    audit.record(session, actor, Event.PROFILE_CHANGED, target=one.id, detail=f"active {one.profile} from {start}")


def withdraw(session: Session, actor: Principal, one: UploadedProfile) -> None:
    """It rules no longer."""
    one.withdrawn_at = now()
    audit.record(session, actor, Event.PROFILE_CHANGED, target=one.id, detail=f"withdrawn {one.profile}")


def uploaded(session: Session, profile: str | None = None) -> Sequence[UploadedProfile]:
    """Everything that was uploaded, newest first."""
    question = select(UploadedProfile).order_by(UploadedProfile.uploaded_at.desc(), UploadedProfile.id)
    return session.scalars(question.where(UploadedProfile.profile == profile) if profile else question).all()


def publish(store: Store, settings: Settings) -> None:
    """Have the files of this machine be those that rule by the database."""
    with store.reading() as session:
        ruling = select(UploadedProfile).where(
            UploadedProfile.active_from.is_not(None), UploadedProfile.withdrawn_at.is_(None)
        )
        wanted = {_place(settings, one): one.text for one in session.scalars(ruling)}
    here = set(folder(settings).glob("*/*.toml"))
    for path in wanted.keys() - here:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_text(wanted[path], encoding="utf-8")
        fresh.replace(path)
    for path in here - wanted.keys():
        path.unlink(missing_ok=True)


def _place(settings: Settings, one: UploadedProfile) -> Path:
    # Of two for the same day, the one that was activated last comes last.
    return folder(settings) / one.profile / f"{one.active_from}-{one.activated_at:%Y%m%d%H%M%S%f}-{one.id}.toml"
