"""What systems ask is counted by the hour, and of each look at a modifier it is kept who looked at whose."""

import sqlalchemy as sa
from alembic import op

from migrations.access import isolate, isolate_all, open_to_app

revision = "0046"
down_revision = "0045"

MOMENT = sa.DateTime(timezone=True)


def reference(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def upgrade() -> None:
    op.create_table(
        "hour_of_use",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("hour", MOMENT, nullable=False),
        sa.Column("operation", sa.Text(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in ("calls", "ids", "refused")),
        sa.Column("last_at", MOMENT, nullable=False),
        reference("hour_of_use", "client_id", "api_client"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hour_of_use")),
        sa.UniqueConstraint("client_id", "hour", "operation", name=op.f("uq_hour_of_use_client_id_hour_operation")),
    )
    op.create_table(
        "look",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("hour", MOMENT, nullable=False),
        sa.Column("times", sa.BigInteger(), nullable=False),
        sa.Column("first_at", MOMENT, nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
        reference("look", "operator_id", "operator"),
        reference("look", "client_id", "api_client"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_look")),
        sa.UniqueConstraint("operator_id", "client_id", "hour", name=op.f("uq_look_operator_id_client_id_hour")),
    )
    op.create_table(
        "usage_batch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("node_id", sa.Uuid(), nullable=False),
        sa.Column("taken_at", MOMENT, nullable=False),
        reference("usage_batch", "node_id", "api_client"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_usage_batch")),
    )
    op.create_index(op.f("ix_hour_of_use_hour"), "hour_of_use", ["hour"])
    op.create_index(op.f("ix_look_hour"), "look", ["hour"])
    open_to_app("hour_of_use", "look", "usage_batch")
    isolate("hour_of_use")
    isolate("usage_batch")
    isolate_all("look")


def downgrade() -> None:
    for table in ("usage_batch", "look", "hour_of_use"):
        op.drop_table(table)
