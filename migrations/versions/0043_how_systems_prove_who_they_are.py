"""Systems prove who they are by key or certificate too, change secrets without a gap, and can have their tokens ended."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.access import open_to_app
from migrations.words import allow_words, forbid_words

revision = "0043"
down_revision = "0042"

MOMENTS, LISTS = ("old_secret_until", "tokens_end_at"), ("keys", "certificates")
ENDS = "(old_secret_hash IS NULL) = (old_secret_until IS NULL)"


def upgrade() -> None:
    op.alter_column("api_client", "secret_hash", nullable=True)
    op.add_column("api_client", sa.Column("old_secret_hash", sa.Text()))
    for name in MOMENTS:
        op.add_column("api_client", sa.Column(name, sa.DateTime(timezone=True)))
    for name in LISTS:
        op.add_column("api_client", sa.Column(name, JSONB(), nullable=False, server_default="[]"))
        op.alter_column("api_client", name, server_default=None)
    op.create_check_constraint(op.f("ck_api_client_old_secret_ends"), "api_client", ENDS)
    op.create_table(
        "used_assertion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_used_assertion")),
    )
    open_to_app("used_assertion", rights="SELECT, INSERT, DELETE")
    allow_words("event", "kind", "api_client_changed")


def downgrade() -> None:
    forbid_words("event", "kind", "api_client_changed")
    op.drop_table("used_assertion")
    op.drop_constraint(op.f("ck_api_client_old_secret_ends"), "api_client", type_="check")
    for name in (*LISTS, *MOMENTS, "old_secret_hash"):
        op.drop_column("api_client", name)
    op.alter_column("api_client", "secret_hash", nullable=False)
