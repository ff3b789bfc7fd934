"""Dossiers in short, for lists; views that people keep. What is there already is told from the newest reports."""

import sqlalchemy as sa
from alembic import op

from intake.overview import in_short, lowest

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

A_FEW = 200  # reports held in memory at a time


def upgrade() -> None:
    for name, kind in (("report_version", sa.Integer()), ("status", sa.String()), ("confidence", sa.Double())):
        op.add_column("dossiers", sa.Column(name, kind, nullable=True))
    op.add_column("dossiers", sa.Column("asked", sa.Integer(), nullable=True))
    op.add_column("dossiers", sa.Column("completed", sa.Boolean(), nullable=False, server_default=sa.false()))
    overviews = op.create_table(
        "overviews",
        sa.Column("dossier_id", sa.String(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("point_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name="fk_overviews_dossier_id"),
        sa.PrimaryKeyConstraint("dossier_id", name="pk_overviews"),
    )
    op.create_table(
        "saved_views",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_saved_views_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_views"),
        sa.UniqueConstraint("person_id", "name", name="uq_saved_views_person_id_name"),
    )
    _fill(overviews)


def _fill(overviews: sa.Table) -> None:
    connection = op.get_bind()
    dossiers = sa.table(
        "dossiers", *map(sa.column, ("id", "report_version", "status", "confidence", "asked", "completed"))
    )
    reports = sa.table(
        "reports", sa.column("dossier_id"), sa.column("version"), sa.column("status"), sa.column("content", sa.JSON)
    )
    questions = sa.table("questions", sa.column("dossier_id"), sa.column("version"))
    marks = sa.table("completions", sa.column("dossier_id"), sa.column("withdrawn_at"))
    newest = _newest(reports)
    for start in range(0, len(newest), A_FEW):
        few = list(newest)[start : start + A_FEW]
        for row in connection.execute(sa.select(reports).where(reports.c.dossier_id.in_(few))).all():
            if row.version == newest[row.dossier_id]:
                values = {"report_version": row.version, "status": row.status, "confidence": lowest(row.content)}
                connection.execute(sa.update(dossiers).where(dossiers.c.id == row.dossier_id).values(values))
                connection.execute(sa.insert(overviews).values(dossier_id=row.dossier_id, **in_short(row.content)))
    for dossier_id, version in _newest(questions).items():
        connection.execute(sa.update(dossiers).where(dossiers.c.id == dossier_id).values(asked=version))
    standing = sa.select(marks.c.dossier_id).where(marks.c.withdrawn_at.is_(None))
    connection.execute(sa.update(dossiers).where(dossiers.c.id.in_(standing)).values(completed=sa.true()))


def _newest(table: sa.TableClause) -> dict[str, int]:
    """For each dossier the highest version in this table."""
    question = sa.select(table.c.dossier_id, sa.func.max(table.c.version)).group_by(table.c.dossier_id)
    return {row.dossier_id: row[1] for row in op.get_bind().execute(question)}


def downgrade() -> None:
    for table in ("saved_views", "overviews"):
        op.drop_table(table)
    # Not by a batch, which makes the table anew: that can't be done while others refer to it.
    for name in ("report_version", "status", "confidence", "asked", "completed"):
        op.drop_column("dossiers", name)
