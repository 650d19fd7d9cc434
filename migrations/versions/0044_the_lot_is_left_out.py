"""Peers are compared by what customs decided itself: how often the lot fell on them is counted no more."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"


def upgrade() -> None:
    op.drop_column("peer_group", "controls")


def downgrade() -> None:
    op.add_column("peer_group", sa.Column("controls", sa.Integer(), server_default="0", nullable=False))
