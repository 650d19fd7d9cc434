"""Once a year a holder says what has changed, and signs it; one that is missing after two reminders counts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from migrations.access import isolate_all, open_to_app
from migrations.words import allow_words, forbid_words

revision = "0054"
down_revision = "0053"

KINDS = (
    *("review_opened", "review_reminded", "review_reminded_again", "review_counts", "review_sent"),
    *("review_questioned", "review_answered", "review_noted", "review_lapsed"),
)
LETTERS = ("review_opened", "review_reminded", "review_reminded_again", "review_questioned", "review_noted")


def upgrade() -> None:
    op.create_table(
        "review",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("reminded_again_on", sa.Date(), nullable=True),
        sa.Column("late_from", sa.Date(), nullable=True),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("said", JSONB(), nullable=False),
        sa.Column("shown", JSONB(), nullable=True),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_by_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("noted_by_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint("operator_id", "year", name=op.f("uq_review_operator_id_year")),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_review_operator_id_operator")),
        sa.ForeignKeyConstraint(["sent_by_id"], ["person.id"], name=op.f("fk_review_sent_by_id_person")),
        sa.ForeignKeyConstraint(["noted_by_id"], ["person.id"], name=op.f("fk_review_noted_by_id_person")),
        sa.CheckConstraint("state IN ('open', 'sent', 'asked', 'noted', 'lapsed')", op.f("ck_review_reviewstate")),
        sa.CheckConstraint("(state IN ('open', 'lapsed')) = (sent_at IS NULL)", op.f("ck_review_sending_dated")),
        sa.CheckConstraint("(state = 'noted') = (noted_at IS NOT NULL)", op.f("ck_review_noting_dated")),
    )
    waiting = sa.text("state = 'open'")
    op.create_index("uq_review_one_open", "review", ["operator_id"], unique=True, postgresql_where=waiting)
    op.create_index("ix_review_state_sent_at", "review", ["state", "sent_at"])
    open_to_app("review", rights="SELECT, INSERT, UPDATE")
    isolate_all("review")
    allow_words("event", "kind", *KINDS)
    allow_words("letter", "kind", *LETTERS)


def downgrade() -> None:
    forbid_words("letter", "kind", *LETTERS)
    forbid_words("event", "kind", *KINDS)
    op.drop_table("review")
