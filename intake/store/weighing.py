"""What was read from dossiers, and what people made of it."""

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.access import Principal
from intake.store.store import new_id, now
from intake.store.tables import Dossier, Run
from intake.store.weighing_tables import AcceptedFinding, Completion, CorrectedValue, KeptRecords, Question

Withdrawable = TypeVar("Withdrawable", CorrectedValue, AcceptedFinding, Completion)
Said = TypeVar("Said", CorrectedValue, AcceptedFinding, Completion, Question)
ROLES = {"school": "school", "gatekeeper": "poortwachter", "admin": "beheerder"}


def hold(session: Session, dossier_id: str) -> None:
    """Until the transaction ends, nobody else says anything of the dossier or judges it."""
    session.execute(select(Dossier.id).where(Dossier.id == dossier_id).with_for_update())


def keep(session: Session, run_id: str, dossier_id: str, records: dict[str, Any]) -> None:
    """Keep the records that a run read; whoever calls has masked them."""
    session.add(KeptRecords(run_id=run_id, dossier_id=dossier_id, content=records))


def newest_records(session: Session, dossier_id: str) -> tuple[Run, dict[str, Any]] | None:
    """The records that were read last, with the run that read them; None for what was read before they were kept."""
    question = (
        select(Run, KeptRecords.content)
        .join(KeptRecords, KeptRecords.run_id == Run.id)
        .where(KeptRecords.dossier_id == dossier_id)
        .order_by(Run.number.desc())
        .limit(1)
    )
    row = session.execute(question).first()
    return (row[0], row[1]) if row else None


def said(session: Session, kind: type[Said], dossier_id: str) -> Sequence[Said]:
    """Everything of this kind that was said of a dossier, in order of time, what was withdrawn included."""
    question = select(kind).where(kind.dossier_id == dossier_id)
    return session.scalars(question.order_by(kind.created_at, kind.id)).all()


def standing(session: Session, kind: type[Withdrawable], dossier_id: str) -> list[Withdrawable]:
    """What was said and not withdrawn."""
    return [one for one in said(session, kind, dossier_id) if one.withdrawn_at is None]


def say(session: Session, kind: type[Said], asker: Principal, dossier_id: str, **values: Any) -> Said:
    """Write down what somebody says of a dossier."""
    by = f"{asker.name}, {ROLES[asker.role]}" if asker.name else ROLES[asker.role]
    made = kind(id=new_id(), dossier_id=dossier_id, by=by, actor_id=asker.id, created_at=now(), **values)
    session.add(made)
    session.flush()
    return made


def withdraw(session: Session, asker: Principal, one: CorrectedValue | AcceptedFinding | Completion) -> None:
    """It no longer holds; that it did is kept."""
    one.withdrawn_at, one.withdrawn_by = now(), asker.id
    session.flush()
