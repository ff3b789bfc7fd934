"""Requests that must not be done twice."""

from sqlalchemy.orm import Session

from intake.store.store import now
from intake.store.tables import IdempotentRequest, Run


def find(session: Session, key_id: str, token: str) -> IdempotentRequest | None:
    """The earlier request of this key with this Idempotency-Key."""
    return session.get(IdempotentRequest, (key_id, token))


def record(session: Session, key_id: str, token: str, fingerprint: str, run: Run) -> None:
    """Remember that this request led to this run."""
    session.add(IdempotentRequest(key_id=key_id, token=token, fingerprint=fingerprint, run_id=run.id, created_at=now()))
    session.flush()
