"""What stands against an operator, infringements and alerts about its solvency, and what it disputes of it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.access import isolate_all, open_to_app
from migrations.words import allow_words, forbid_words

revision = "0037"
down_revision = "0036"

KINDS = (
    *("infringement_recorded", "infringement_withdrawn", "solvency_alert_confirmed", "solvency_alert_lifted"),
    *("fact_disputed", "dispute_upheld", "dispute_rejected", "dispute_taken_back"),
)
LETTERS = ("infringement_recorded", "solvency_alerted", "fact_disputed", "dispute_settled")
TABLES = ("infringement", "solvency_alert", "dispute")


def upgrade() -> None:
    infringement()
    solvency_alert()
    dispute()
    for table in TABLES:
        op.create_index(op.f(f"ix_{table}_operator_id"), table, ["operator_id"])
    open_to_app(*TABLES)
    isolate_all(*TABLES)
    allow_words("event", "kind", *KINDS)
    allow_words("letter", "kind", *LETTERS)


def infringement() -> None:
    op.create_table(
        "infringement",
        *keyed("infringement"),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("severity", sa.String(40), nullable=False),
        sa.Column("domains", JSONB(), nullable=False),
        sa.Column("disclosed", sa.Boolean(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("legal_basis", sa.Text(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        *recorded("infringement"),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_because", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("reference", name=op.f("uq_infringement_reference")),
        sa.CheckConstraint("severity IN ('minor', 'serious')", op.f("ck_infringement_severity")),
        sa.CheckConstraint("state IN ('recorded', 'withdrawn')", op.f("ck_infringement_infringementstate")),
        sa.CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", op.f("ck_infringement_withdrawal_dated")),
    )


def solvency_alert() -> None:
    op.create_table(
        "solvency_alert",
        *keyed("solvency_alert"),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        *recorded("solvency_alert"),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_because", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("reference", name=op.f("uq_solvency_alert_reference")),
        sa.CheckConstraint("state IN ('confirmed', 'lifted')", op.f("ck_solvency_alert_alertstate")),
        sa.CheckConstraint("(state = 'lifted') = (lifted_at IS NOT NULL)", op.f("ck_solvency_alert_lifting_dated")),
    )
    one_open = sa.text("state = 'confirmed'")
    op.create_index("uq_solvency_alert_one_open", "solvency_alert", ["operator_id"], unique=True, postgresql_where=one_open)


def dispute() -> None:
    op.create_table(
        "dispute",
        *keyed("dispute"),
        sa.Column("about", sa.String(40), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        person("dispute", "established_by_id", nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        person("dispute", "raised_by_id", nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        person("dispute", "settled_by_id", nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("about IN ('infringement', 'solvency_alert', 'incident', 'action')", op.f("ck_dispute_disputable")),
        sa.CheckConstraint("state IN ('open', 'upheld', 'rejected', 'taken_back')", op.f("ck_dispute_disputestate")),
        sa.CheckConstraint("(state IN ('upheld', 'rejected')) = (settled_at IS NOT NULL)", op.f("ck_dispute_settling_dated")),
        sa.CheckConstraint("settled_by_id <> established_by_id", op.f("ck_dispute_four_eyes")),
    )
    once = sa.text("state <> 'taken_back'")
    op.create_index("uq_dispute_once", "dispute", ["about_id"], unique=True, postgresql_where=once)
    op.create_index("ix_dispute_state_raised_at", "dispute", ["state", "raised_at"])


def keyed(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    operator = sa.ForeignKey("operator.id", name=op.f(f"fk_{table}_operator_id_operator"))
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), operator, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def recorded(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    moment = sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False)
    return moment, person(table, "recorded_by_id", nullable=False)


def person(table: str, name: str, *, nullable: bool) -> sa.Column[object]:
    known = sa.ForeignKey("person.id", name=op.f(f"fk_{table}_{name}_person"))
    return sa.Column(name, sa.Uuid(), known, nullable=nullable)


def downgrade() -> None:
    forbid_words("letter", "kind", *LETTERS)
    forbid_words("event", "kind", *KINDS)
    for table in reversed(TABLES):
        op.drop_table(table)
