"""An answer about a yearly review is waited for until a day, which counts from the question."""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0059"

ASKED = "SELECT max(event.at) FROM event WHERE event.about_id = review.id AND event.kind = 'review_questioned'"


def upgrade() -> None:
    op.add_column("review", sa.Column("asked_at", sa.DateTime(timezone=True)))
    op.execute("SELECT set_config('app.audience', 'system', true)")
    op.execute(f"UPDATE review SET asked_at = ({ASKED}) WHERE state = 'asked'")


def downgrade() -> None:
    op.drop_column("review", "asked_at")
