"""A letter only says that something waits: what it leads to is served there, and the day stands with the decision or hearing."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.drop_column("letter", "served_on")


def downgrade() -> None:
    op.add_column("letter", sa.Column("served_on", sa.Date(), nullable=True))
