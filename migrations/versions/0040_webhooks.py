"""Systems are told of changes by webhooks: where to, what is due, and up to where the feed has been spread."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.access import CLIENT, KEY, isolate, open_to_app
from migrations.words import allow_words, forbid_words

revision = "0040"
down_revision = "0039"

KINDS = (
    "webhook_created",
    "webhook_disabled",
    "webhook_paused",
    "webhook_removed",
    "webhook_replayed",
    "webhook_resumed",
    "webhook_secret_renewed",
)
OWN = f"{CLIENT} AND {KEY.format(column='client_id')}"

OF_OWN = "EXISTS (SELECT FROM webhook_subscription WHERE webhook_subscription.id = subscription_id)"


def upgrade() -> None:
    allow_words("event", "kind", *KINDS)
    subscriptions()
    deliveries()
    op.create_table(
        "webhook_spread",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cursor", sa.Text(), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_spread")),
    )
    open_to_app("webhook_subscription", "webhook_delivery")
    open_to_app("webhook_spread", rights="SELECT, INSERT, UPDATE")
    isolate("webhook_subscription", OWN)
    isolate("webhook_delivery", OF_OWN)
    isolate("webhook_spread")


def subscriptions() -> None:
    op.create_table(
        "webhook_subscription",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("client_id", sa.Uuid(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("types", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("previous_secret", sa.LargeBinary(), nullable=True),
        sa.Column("previous_until", sa.DateTime(timezone=True), nullable=True),
        word("state", "state", "active", "paused", "disabled"),
        word("stopped_by", "stoppedby", "owner", "customs", "gone", "failing", nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_success_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_failure_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["client_id"], ["api_client.id"], name=op.f("fk_webhook_subscription_client_id_api_client")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_subscription")),
    )
    op.create_index(op.f("ix_webhook_subscription_client_id"), "webhook_subscription", ["client_id"])


def deliveries() -> None:
    op.create_table(
        "webhook_delivery",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subscription_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("tin", sa.Text(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        word("state", "deliverystate", "due", "delivered", "given_up"),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["webhook_subscription.id"],
            name=op.f("fk_webhook_delivery_subscription_id_webhook_subscription"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_delivery")),
        sa.UniqueConstraint("subscription_id", "event_id", name=op.f("uq_webhook_delivery_subscription_id_event_id")),
    )
    due = sa.text("state = 'due'")
    op.create_index(op.f("ix_webhook_delivery_due"), "webhook_delivery", ["subscription_id", "next_at"], postgresql_where=due)
    op.create_index(op.f("ix_webhook_delivery_settled_at"), "webhook_delivery", ["settled_at"])


def word(column: str, kind: str, *words: str, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(column, sa.Enum(*words, name=kind, native_enum=False, create_constraint=True, length=40), nullable=nullable)


def downgrade() -> None:
    for table in ("webhook_spread", "webhook_delivery", "webhook_subscription"):
        op.drop_table(table)
    forbid_words("event", "kind", *KINDS)
