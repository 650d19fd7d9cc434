"""What customs stopped is a fact beside the state of a webhook, with its reason; and what addresses a webhook leads to."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.words import allow_words, forbid_words

revision = "0059"
down_revision = "0058"

KINDS = ("webhooks_stopped", "webhooks_released")
COLUMNS = ("addresses", "held", "held_at", "held_because")


def upgrade() -> None:
    allow_words("event", "kind", *KINDS)
    op.add_column("webhook_subscription", sa.Column("addresses", JSONB(), nullable=False, server_default="[]"))
    op.add_column("webhook_subscription", sa.Column("held", sa.String(40)))
    op.add_column("webhook_subscription", sa.Column("held_at", sa.DateTime(timezone=True)))
    op.add_column("webhook_subscription", sa.Column("held_because", sa.Text()))
    op.execute("UPDATE webhook_subscription SET held = 'server', held_at = now() WHERE stopped_by = 'customs'")
    check = op.create_check_constraint
    check(op.f("ck_webhook_subscription_held"), "webhook_subscription", "held IN ('server', 'system')")
    check(op.f("ck_webhook_subscription_holding_dated"), "webhook_subscription", "(held IS NULL) = (held_at IS NULL)")


def downgrade() -> None:
    """What is held stays so, as it was said before."""
    op.execute("UPDATE webhook_subscription SET state = 'paused', stopped_by = 'customs' WHERE held IS NOT NULL")
    for column in COLUMNS:
        op.drop_column("webhook_subscription", column)
    forbid_words("event", "kind", *KINDS)
