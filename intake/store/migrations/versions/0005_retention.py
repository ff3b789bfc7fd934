"""How long dossiers are kept, and contents that are on their way out."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "retentions",
        sa.Column("profile", sa.String(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("profile", name="pk_retentions"),
    )
    op.create_table(
        "erased_files",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_erased_files"),
    )


def downgrade() -> None:
    op.drop_table("erased_files")
    op.drop_table("retentions")
