"""What is to be asked is collected while rating, and goes out in one request about several answers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.add_column("rating", sa.Column("to_ask", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.alter_column("rating", "to_ask", server_default=None)
    op.add_column("information_request", sa.Column("keys", postgresql.JSONB(), nullable=False, server_default="[]"))
    op.alter_column("information_request", "keys", server_default=None)
    op.execute("SELECT set_config('app.audience', 'system', true)")
    op.execute("UPDATE information_request SET keys = jsonb_build_array(key) WHERE key IS NOT NULL")
    op.drop_column("information_request", "key")


def downgrade() -> None:
    op.add_column("information_request", sa.Column("key", sa.Text(), nullable=True))
    op.execute("SELECT set_config('app.audience', 'system', true)")
    op.execute("UPDATE information_request SET key = keys ->> 0")
    op.drop_column("information_request", "keys")
    op.drop_column("rating", "to_ask")
