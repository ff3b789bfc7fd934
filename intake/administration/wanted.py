"""What a round is about, in words."""

from sqlalchemy.orm import Session

from intake.administration import words
from intake.pages.format import day
from intake.store.reprocessing_choice import Choice
from intake.store.reprocessing_tables import Reprocessing
from intake.store.tables import School


def described(session: Session, round_: Reprocessing) -> str:
    """In a line; all dossiers when nothing was chosen."""
    wanted = Choice.of_json(round_.wanted)
    parts = [
        wanted.profile and f"profiel {wanted.profile}",
        wanted.school and f"school {_school(session, wanted.school)}",
        wanted.since and f"ontvangen vanaf {day(wanted.since)}",
        wanted.until and f"ontvangen tot en met {day(wanted.until)}",
        wanted.status and f"uitkomst: {words.VERDICT[wanted.status].lower()}",
        wanted.code and f"bevinding: {words.CODE.get(wanted.code, wanted.code)}",
        wanted.extractor_version and f"gelezen met versie {wanted.extractor_version}",
    ]
    return ", ".join(part for part in parts if part) or "alle dossiers"


def _school(session: Session, wanted: str) -> str:
    school = session.get(School, wanted)
    return school.name if school else wanted
