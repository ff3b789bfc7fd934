"""Requests that must not be done twice."""

from sqlalchemy.orm import Session

from intake.store.store import in_turn, now
from intake.store.tables import IdempotentRequest, Run


def find(session: Session, asker_id: str, token: str) -> IdempotentRequest | None:
    """The earlier request of this key or person with this Idempotency-Key; one that is under way is waited for."""
    in_turn(session, f"idempotency {asker_id} {token}")
    return session.get(IdempotentRequest, (asker_id, token))


def record(session: Session, asker_id: str, token: str, fingerprint: str, run: Run) -> None:
    """Remember that this request led to this run."""
    session.add(
        IdempotentRequest(asker_id=asker_id, token=token, fingerprint=fingerprint, run_id=run.id, created_at=now())
    )
    session.flush()
