"""How long a receiver asked to be left alone (Retry-After) stands beside how long we leave it: no command ends the first."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"


def upgrade() -> None:
    op.add_column("webhook_subscription", sa.Column("asked_until", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("webhook_subscription", "asked_until")
