"""Records that are kept, and what people made of a dossier: corrections, acceptances, questions, marks."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "kept_records",
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("dossier_id", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name="fk_kept_records_run_id"),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name="fk_kept_records_dossier_id"),
        sa.PrimaryKeyConstraint("run_id", name="pk_kept_records"),
    )
    op.create_index("ix_kept_records_dossier_id", "kept_records", ["dossier_id"])
    _said(
        "corrections",
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("read", sa.JSON(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("spots", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
    )
    _said(
        "acceptances",
        sa.Column("finding", sa.String(), nullable=False),
        sa.Column("spots", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
    )
    _said(
        "questions",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        withdrawable=False,
    )
    _said(
        "completions",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
    )


def _said(table: str, *columns: sa.Column[Any], withdrawable: bool = True) -> None:
    more = (sa.Column("withdrawn_at", MOMENT, nullable=True), sa.Column("withdrawn_by", sa.String(), nullable=True))
    op.create_table(
        table,
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("dossier_id", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        *(more if withdrawable else ()),
        *columns,
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name=f"fk_{table}_dossier_id"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )
    op.create_index(f"ix_{table}_dossier_id", table, ["dossier_id"])


def downgrade() -> None:
    for table in ("completions", "questions", "acceptances", "corrections", "kept_records"):
        op.drop_table(table)
