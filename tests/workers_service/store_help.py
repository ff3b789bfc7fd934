"""Runs as the store sees them."""

import datetime as dt
from typing import Any

from intake.settings import Settings
from intake.store import Store, runs
from validators.report import DossierHead, Report

DAY = dt.date(2026, 5, 1)
REPORT: dict[str, Any] = Report(
    dossier=DossierHead(reference=None, received_on=DAY, profile="passenderwijs", profile_version="1"),
    status="complete",
).model_dump(mode="json")


def claim(store: Store, settings: Settings, run_id: str) -> runs.Work:
    with store.writing() as session:
        work = runs.claim(session, run_id, settings)
    assert work
    return work


def take_back(store: Store, settings: Settings) -> tuple[int, int]:
    """As when no worker gives a sign of life any more."""
    with store.writing() as session:
        again, given_up = runs.take_back(session, runs.heartbeats(session).keys(), settings)
        return again, len(given_up)


def state(store: Store, run_id: str) -> tuple[str, int]:
    with store.reading() as session:
        run = runs.get(session, run_id)
        return run.state, run.attempt
