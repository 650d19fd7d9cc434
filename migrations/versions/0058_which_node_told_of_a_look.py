"""Of each look at a modifier it is kept which look-up nodes told of it. The default stays for processes of before this column."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0058"
down_revision = "0057"


def upgrade() -> None:
    op.add_column("look", sa.Column("nodes", JSONB(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("look", "nodes")
