"""A database with many dossiers, written straight into its tables: as if schools had sent them for years."""

from __future__ import annotations

import datetime as dt
import random
import secrets
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from intake import working_days
from intake.overview import in_short, lowest
from intake.store.tables import Dossier, ReportVersion, Run, School
from intake.store.triage_tables import Overview
from validators.profile import profile_ids

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from intake.store import Store

A_FEW = 500
FINDINGS = [
    ("form.provider_not_single", "Er is geen zorgaanbieder gekozen."),
    ("signature.missing", "De handtekening van ouder/verzorger 2 ontbreekt op het aanmeldformulier."),
    (
        "measurement.too_few",
        "Bij woordlezen vonden we twee hoofdmetingen met het gevraagde niveau. Er zijn er drie nodig.",
    ),
    ("intervention.too_short", "Interventieperiode 2 duurde 9 weken. Er zijn 12 weken nodig."),
    ("document.missing", "De uitdraai van het leerlingvolgsysteem ontbreekt in het dossier."),
    ("form.field_empty", "Op het schoolformulier is niet ingevuld: resultaten van de extra begeleiding."),
]
TOWNS = ["Utrecht", "Woerden", "Capelle aan den IJssel", "Rotterdam", "Zwolle", "Haarlem", "De Ronde Venen"]
NAMES = ["De Bron", "De Zee", "Het Kompas", "De Regenboog", "Sint Jozef", "De Wegwijzer", "Octant Het Palet"]


def seed(store: Store, count: int, today: dt.date) -> None:
    """So many dossiers of the last two years and the days to come, a few of them in hand; always the same ones."""
    chance = random.Random(6)  # noqa: S311 - the same each time is the point
    with store.writing() as session:
        schools = _schools(session)
        for start in range(0, count, A_FEW):
            rows: dict[type, list[dict[str, Any]]] = {Dossier: [], Run: [], ReportVersion: [], Overview: []}
            for number in range(start, min(start + A_FEW, count)):
                _add(rows, chance, number, schools, today)
            for table, values in rows.items():
                session.execute(insert(table), values)


def _schools(session: Session) -> list[str]:
    made = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    rows = [
        {"id": secrets.token_hex(12), "name": f"{name} {number}", "municipality": town, "created_at": made}
        for town in TOWNS
        for name in NAMES
        for number in range(1, 9)
    ]
    session.execute(insert(School), rows)
    return [str(row["id"]) for row in rows]


def _add(
    rows: dict[type, list[dict[str, Any]]], chance: random.Random, number: int, schools: list[str], today: dt.date
) -> None:
    received = today - dt.timedelta(days=int(chance.triangular(0, 730, 0)))
    dossier, run = secrets.token_hex(12), secrets.token_hex(12)
    moment = dt.datetime.combine(received, dt.time(9), dt.UTC) + dt.timedelta(seconds=number % 3600)
    profile = chance.choice(profile_ids())
    fresh = (today - received).days < 1
    state = "reported" if not fresh else chance.choice(["reported", "received", "queued", "processing"])
    state = "failed" if chance.random() < 0.005 else state
    told = dict.fromkeys(("report_version", "status", "confidence", "asked")) | {"completed": False}
    about = {"dossier_id": dossier}
    if state == "reported":
        content = _report(chance, profile, received)
        done = chance.random() < (0.95 if (today - received).days > 60 else 0.3)
        asked = 1 if not done and chance.random() < 0.2 else None
        told = {"report_version": 1, "status": content["status"], "confidence": lowest(content)}
        told |= {"asked": asked, "completed": done}
        kept = {"run_id": run, "version": 1, "status": content["status"], "content": content, "created_at": moment}
        rows[ReportVersion].append(about | kept)
        rows[Overview].append(about | in_short(content))
    term = {"due_on": working_days.after(received, 7) if profile == "passenderwijs" else None}
    sent = {"school_id": chance.choice(schools), "profile": profile, "received_on": received, "created_at": moment}
    name = {"id": dossier, "reference": f"{received:%Y}-{number:05}", "last_run": 1, "revision": 1}
    rows[Dossier].append(name | sent | term | told)
    mine = {"id": run, "number": 1, "state": state, "lane": "now", "attempt": 1, "files_total": 4, "files_done": 4}
    rows[Run].append(mine | about | {"created_at": moment, "not_before": moment})


def _report(chance: random.Random, profile: str, received: dt.date) -> dict[str, Any]:
    """What the list looks at of a report, and as many letters as the rest of it has."""
    status = chance.choice(["complete", "incomplete", "incomplete", "review"])
    severity = {"complete": "note", "incomplete": "blocking", "review": "warning"}[status]
    findings = [
        {"id": code, "code": code, "severity": severity, "message": message}
        for code, message in chance.sample(FINDINGS, chance.randint(1, 5))
    ]
    return {
        "dossier": {"profile": profile, "received_on": received.isoformat()},
        "status": status,
        "findings": findings,
        "requirements": [{"state": "unclear", "finding_ids": [findings[0]["id"]]}] if status == "review" else [],
        "score_series": [],
        "interventions": [{"confidence": round(chance.betavariate(8, 1), 3)}],
        "signatures": [],
        "rest": "x" * 20_000,
    }
