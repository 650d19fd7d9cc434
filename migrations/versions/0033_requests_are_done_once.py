"""A request of a system that creates something is done once, however often it is sent: its answer is kept for a day, sealed."""

import sqlalchemy as sa
from alembic import op

from migrations.access import CLIENT, KEY, isolate, open_to_app

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    op.create_table(
        "idempotent_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["client_id"], ["api_client.id"], name=op.f("fk_idempotent_request_client_id_api_client")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idempotent_request")),
        sa.UniqueConstraint("client_id", "key", name=op.f("uq_idempotent_request_client_id_key")),
    )
    op.create_index(op.f("ix_idempotent_request_done_at"), "idempotent_request", ["done_at"])
    open_to_app("idempotent_request", rights="SELECT, INSERT, DELETE")
    isolate("idempotent_request", f"{CLIENT} AND {KEY.format(column='client_id')}")


def downgrade() -> None:
    op.drop_index(op.f("ix_idempotent_request_done_at"), table_name="idempotent_request")
    op.drop_table("idempotent_request")
