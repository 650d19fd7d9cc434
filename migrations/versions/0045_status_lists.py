"""Each operator has a place in a status list, and the lists are written anew where a value changed."""

import sqlalchemy as sa
from alembic import op

from migrations.access import OWNED, isolate, open_to_app

revision = "0045"
down_revision = "0044"


def upgrade() -> None:
    op.create_table(
        "status_list",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kid", sa.Text(), nullable=True),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_list")),
        sa.UniqueConstraint("number", name=op.f("uq_status_list_number")),
    )
    op.create_table(
        "status_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("list_number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_change")),
    )
    op.create_table(
        "status_place",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("list_number", sa.Integer(), nullable=False),
        sa.Column("idx", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.CheckConstraint("value BETWEEN 0 AND 3", name=op.f("ck_status_place_two_bits")),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_status_place_operator_id_operator")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_place")),
        sa.UniqueConstraint("operator_id", name=op.f("uq_status_place_operator_id")),
        sa.UniqueConstraint("list_number", "idx", name=op.f("uq_status_place_list_number_idx")),
    )
    told = sa.text("value <> 0")
    op.create_index(op.f("ix_status_place_told"), "status_place", ["list_number", "idx", "value"], postgresql_where=told)
    open_to_app("status_list", "status_place", rights="SELECT, INSERT, UPDATE")
    open_to_app("status_change", rights="SELECT, INSERT, DELETE")
    isolate("status_list")
    isolate("status_place", OWNED)
    isolate("status_change", written_if="true")


def downgrade() -> None:
    for table in ("status_place", "status_change", "status_list"):
        op.drop_table(table)
