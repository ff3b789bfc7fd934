"""Lanes and request ids of runs; revisions of dossiers. Whether a lease has ended is no longer told by a wall clock."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("runs") as runs:
        runs.drop_index("ix_runs_state_lease_until")
        runs.drop_column("lease_until")
        runs.add_column(sa.Column("lane", sa.String(), nullable=False, server_default="now"))
        runs.add_column(sa.Column("request_id", sa.String(), nullable=True))
        runs.create_index("ix_runs_state_lane_created_at", ["state", "lane", "created_at"])
    with op.batch_alter_table("dossiers") as dossiers:
        dossiers.add_column(sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    with op.batch_alter_table("dossiers") as dossiers:
        dossiers.drop_column("revision")
    with op.batch_alter_table("runs") as runs:
        runs.drop_index("ix_runs_state_lane_created_at")
        runs.drop_column("request_id")
        runs.drop_column("lane")
        runs.add_column(sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True))
        runs.create_index("ix_runs_state_lease_until", ["state", "lease_until"])
