"""People who sign in; keys that expire and can be taken back; an Idempotency-Key of a person as well."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("school_id", sa.String(), nullable=True),
        sa.Column("profiles", sa.JSON(), nullable=False),
        sa.Column("password", sa.String(), nullable=True),
        sa.Column("issuer", sa.String(), nullable=True),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("signed_in_at", MOMENT, nullable=True),
        sa.Column("disabled_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["schools.id"], name="fk_people_school_id"),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("email", name="uq_people_email"),
        sa.UniqueConstraint("issuer", "subject", name="uq_people_issuer_subject"),
    )
    op.create_table(
        "person_sessions",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_person_sessions_person_id"),
        sa.PrimaryKeyConstraint("digest", name="pk_person_sessions"),
    )
    op.create_index("ix_person_sessions_person_id", "person_sessions", ["person_id"])
    op.create_table(
        "password_links",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_password_links_person_id"),
        sa.PrimaryKeyConstraint("digest", name="pk_password_links"),
    )
    op.create_index("ix_password_links_person_id", "password_links", ["person_id"])
    with op.batch_alter_table("api_keys") as table:
        for name in ("expires_at", "revoked_at"):
            table.add_column(sa.Column(name, MOMENT, nullable=True))
    with op.batch_alter_table("idempotent_requests") as table:
        table.drop_constraint("fk_idempotent_requests_key_id", type_="foreignkey")
        table.alter_column("key_id", new_column_name="asker_id", existing_type=sa.String(), existing_nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("idempotent_requests") as table:
        table.alter_column("asker_id", new_column_name="key_id", existing_type=sa.String(), existing_nullable=False)
    with op.batch_alter_table("idempotent_requests") as table:  # by itself: SQLite knows the column by this name now
        table.create_foreign_key("fk_idempotent_requests_key_id", "api_keys", ["key_id"], ["id"])
    with op.batch_alter_table("api_keys") as table:
        for name in ("expires_at", "revoked_at"):
            table.drop_column(name)
    for name in ("password_links", "person_sessions", "people"):
        op.drop_table(name)
