"""Anybody may read the row of an operator that agreed to be public: status and modifier stand in a row of their own."""

import sqlalchemy as sa
from alembic import op

from migrations.access import isolate_all, open_to_app

revision = "0028"
down_revision = "0027"

BODIES = ("status", "risk")


def upgrade() -> None:
    op.create_table(
        "register_restricted",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.LargeBinary(), nullable=False),
        sa.Column("risk", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["register_entry.id"], name=op.f("fk_register_restricted_entry_id_register_entry")),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_register_restricted_operator_id_operator")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_restricted")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_register_restricted_entry_id")),
    )
    op.create_index(op.f("ix_register_restricted_operator_id"), "register_restricted", ["operator_id"])
    op.execute("SELECT set_config('app.audience', 'system', true)")
    op.execute(
        "INSERT INTO register_restricted (id, entry_id, operator_id, status, risk)"
        " SELECT gen_random_uuid(), id, operator_id, status, risk FROM register_entry"
    )
    open_to_app("register_restricted", rights="SELECT, INSERT, UPDATE")
    isolate_all("register_restricted")
    for body in BODIES:
        op.drop_column("register_entry", body)


def downgrade() -> None:
    op.execute("SELECT set_config('app.audience', 'system', true)")
    for body in BODIES:
        op.add_column("register_entry", sa.Column(body, sa.LargeBinary(), nullable=True))
    op.execute(
        "UPDATE register_entry SET status = held.status, risk = held.risk"
        " FROM register_restricted held WHERE held.entry_id = register_entry.id"
    )
    for body in BODIES:
        op.alter_column("register_entry", body, nullable=False)
    op.drop_index(op.f("ix_register_restricted_operator_id"), table_name="register_restricted")
    op.drop_table("register_restricted")
