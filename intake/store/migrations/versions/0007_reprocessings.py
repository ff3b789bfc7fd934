"""Many dossiers read again, with candidates that replace nothing until accepted; profiles that were uploaded."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
TEXT = sa.String()


def _empty(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=True)


def _filled(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def upgrade() -> None:
    op.create_table(
        "reprocessings",
        *(_filled(name, TEXT) for name in ("id", "mode", "state", "actor_kind")),
        _filled("dry_run", sa.Boolean()),
        _filled("wanted", sa.JSON()),
        _empty("actor_id", TEXT),
        _filled("created_at", MOMENT),
        _filled("resumed_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_reprocessings"),
    )
    op.create_index("ix_reprocessings_created_at", "reprocessings", ["created_at"])
    _decisions()
    _items()
    op.create_table(
        "uploaded_profiles",
        *(_filled(name, TEXT) for name in ("id", "profile", "version", "text", "sha256")),
        _empty("actor_id", TEXT),
        _filled("uploaded_at", MOMENT),
        _empty("active_from", sa.Date()),
        _empty("activated_at", MOMENT),
        _empty("withdrawn_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_uploaded_profiles"),
    )
    op.create_index("ix_uploaded_profiles_profile", "uploaded_profiles", ["profile"])


def _decisions() -> None:
    op.create_table(
        "reprocessing_decisions",
        *(_filled(name, TEXT) for name in ("id", "reprocessing_id", "deed", "reason", "actor_kind")),
        _empty("actor_id", TEXT),
        _filled("decided_at", MOMENT),
        _filled("count", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["reprocessing_id"], ["reprocessings.id"], name="fk_reprocessing_decisions_reprocessing_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_reprocessing_decisions"),
    )
    op.create_index("ix_reprocessing_decisions_reprocessing_id", "reprocessing_decisions", ["reprocessing_id"])


def _items() -> None:
    texts = ("lease", "error", "status_before", "status_after", "extractor_before", "extractor_after")
    links = {"reprocessing_id": "reprocessings", "dossier_id": "dossiers"}
    links |= dict.fromkeys(("decision_id", "undoing_id"), "reprocessing_decisions")
    op.create_table(
        "reprocessing_items",
        *(_filled(name, TEXT) for name in ("id", "reprocessing_id", "dossier_id", "state")),
        _filled("attempt", sa.Integer()),
        _filled("not_before", MOMENT),
        *(_empty(name, MOMENT) for name in ("dispatched_at", "heartbeat_at", "finished_at")),
        *(_empty(name, TEXT) for name in (*texts, "profile_before", "profile_after", "decision_id", "undoing_id")),
        *(_empty(name, sa.Integer()) for name in ("base_run", "base_version", "new_version")),
        *(_empty(name, sa.JSON()) for name in ("content", "records", "differences")),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=f"fk_reprocessing_items_{name}")
            for name, table in links.items()
        ),
        sa.PrimaryKeyConstraint("id", name="pk_reprocessing_items"),
    )
    for columns in (["reprocessing_id", "state"], ["dossier_id"], ["state", "not_before"]):
        op.create_index(f"ix_reprocessing_items_{'_'.join(columns)}", "reprocessing_items", columns)
    op.create_table(
        "reprocessing_reasons",
        *(_filled(name, TEXT) for name in ("item_id", "kind", "name")),
        sa.ForeignKeyConstraint(["item_id"], ["reprocessing_items.id"], name="fk_reprocessing_reasons_item_id"),
        sa.PrimaryKeyConstraint("item_id", "kind", "name", name="pk_reprocessing_reasons"),
    )


def downgrade() -> None:
    for table in (
        *("reprocessing_reasons", "reprocessing_items", "reprocessing_decisions", "reprocessings"),
        "uploaded_profiles",
    ):
        op.drop_table(table)
