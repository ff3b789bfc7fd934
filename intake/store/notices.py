"""Notices are written down in the transaction that they tell of, and delivered afterwards, again and again."""

import base64
import datetime as dt
import secrets
from collections.abc import Sequence

from sqlalchemy import ColumnElement, false, or_, select, update
from sqlalchemy.orm import Session

from intake.store.notice_tables import Kind, Notice, NoticeAttempt, Subscription, Told
from intake.store.store import new_id, now
from intake.store.tables import Dossier

# Seconds before the next attempt, as the Standard Webhooks specification proposes; after the last one we give up.
WAITS = (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
HELD = dt.timedelta(minutes=5)  # for which a notice is out of reach of others while somebody delivers it


def subscribe(
    session: Session, kind: Kind, address: str, *, school_id: str | None = None, profile: str | None = None
) -> Subscription:
    """Somebody who wants to hear; a webhook gets a secret to sign with."""
    secret = f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode()}" if kind == "webhook" else None
    made = Subscription(
        id=new_id(), kind=kind, address=address, secret=secret, school_id=school_id, profile=profile, created_at=now()
    )
    session.add(made)
    session.flush()
    return made


def tell(session: Session, dossier_id: str, event: Told) -> None:
    """Have everybody told who wants to hear of this dossier; it is done once the transaction is committed.

    What is asked is for the school alone.
    """
    dossier = session.get_one(Dossier, dossier_id)
    of_school = _of_school(dossier)
    wanted = of_school if event == "dossier.asked" else or_(Subscription.profile == dossier.profile, of_school)
    for subscription_id in session.scalars(select(Subscription.id).where(wanted)):
        session.add(
            Notice(
                id=new_id(),
                subscription_id=subscription_id,
                dossier_id=dossier_id,
                event=event,
                created_at=now(),
                not_before=now(),
            )
        )


def school_hears(session: Session, dossier: Dossier) -> bool:
    """Whether somebody at the dossier's school is told when it is asked something."""
    return session.scalar(select(Subscription.id).where(_of_school(dossier)).limit(1)) is not None


def _of_school(dossier: Dossier) -> ColumnElement[bool]:
    return Subscription.school_id == dossier.school_id if dossier.school_id else false()


def due(session: Session) -> Sequence[str]:
    """Notices to deliver now."""
    question = select(Notice.id).where(Notice.not_before <= now()).order_by(Notice.not_before).limit(100)
    return session.scalars(question).all()


def take(session: Session, notice_id: str) -> bool:
    """Whether it is ours to deliver, rather than somebody else's who came first."""
    moment = now()
    mine = update(Notice).where(Notice.id == notice_id, Notice.not_before <= moment).values(not_before=moment + HELD)
    return session.connection().execute(mine).rowcount == 1


def record(session: Session, notice_id: str, outcome: str, *, delivered: bool) -> None:
    """Write down what came of an attempt, and when the next one is due."""
    notice = session.get(Notice, notice_id)
    if notice is None:  # erased meanwhile, with its dossier
        return
    number = len(notice.attempts) + 1
    session.add(NoticeAttempt(notice_id=notice_id, number=number, made_at=now(), outcome=outcome))
    if delivered:
        notice.delivered_at, notice.not_before = now(), None
    else:
        notice.not_before = now() + dt.timedelta(seconds=WAITS[number - 1]) if number <= len(WAITS) else None
