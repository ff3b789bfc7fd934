"""Keeps what lists tell of a dossier in step with its reports, questions and marks.

Whoever writes one of those rows writes this with it, in the same transaction, without having to think of it.
"""

from typing import Any

from sqlalchemy import Connection, event, exists, insert, select, update
from sqlalchemy.orm import Mapper

from intake.overview import in_short, lowest
from intake.store.tables import Dossier, ReportVersion
from intake.store.triage_tables import Overview
from intake.store.weighing_tables import Completion, Question


@event.listens_for(ReportVersion, "after_insert")
def _reported(_mapper: Mapper[Any], connection: Connection, report: ReportVersion) -> None:
    _change(
        connection,
        report.dossier_id,
        report_version=report.version,
        status=report.status,
        confidence=lowest(report.content),
    )
    values = in_short(report.content)
    mine = Overview.dossier_id == report.dossier_id
    if not connection.execute(update(Overview).where(mine).values(**values)).rowcount:
        connection.execute(insert(Overview).values(dossier_id=report.dossier_id, **values))


@event.listens_for(Question, "after_insert")
def _asked(_mapper: Mapper[Any], connection: Connection, question: Question) -> None:
    _change(connection, question.dossier_id, asked=question.version)


@event.listens_for(Completion, "after_insert")
@event.listens_for(Completion, "after_update")
def _marked(_mapper: Mapper[Any], connection: Connection, mark: Completion) -> None:
    stands = exists().where(Completion.dossier_id == mark.dossier_id, Completion.withdrawn_at.is_(None))
    _change(connection, mark.dossier_id, completed=bool(connection.scalar(select(stands))))


def _change(connection: Connection, dossier_id: str, **values: Any) -> None:
    # The revision stays: nothing that anybody decides on has changed by this.
    connection.execute(update(Dossier).where(Dossier.id == dossier_id).values(**values))
