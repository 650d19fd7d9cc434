"""Letters and when they were served."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.access import OWNED, PERSON, isolate, open_to_app

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "letter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=True),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "confirm_email",
                "reset_password",
                "invitation",
                "application_submitted",
                "application_returned",
                "application_accepted",
                "application_not_accepted",
                "information_requested",
                "information_answered",
                "audit_planned",
                "report_ready",
                "finding_raised",
                "hearing_opened",
                "hearing_answered",
                "decision_granted",
                "decision_refused",
                "suspended",
                "reinstated",
                "revoked",
                "incident_received",
                "incident_reported",
                "certificate_ready",
                "desk_new_application",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("variables", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("served_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_letter_event_id_event")),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_letter_operator_id_operator")),
        sa.ForeignKeyConstraint(["user_id"], ["person.id"], name=op.f("fk_letter_user_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("event_id", "kind", "address", name=op.f("uq_letter_event_id_kind_address")),
        sa.UniqueConstraint("message_id", name=op.f("uq_letter_message_id")),
    )
    op.create_index(op.f("ix_letter_operator_id"), "letter", ["operator_id"], unique=False)
    op.create_index(op.f("ix_letter_user_id"), "letter", ["user_id"], unique=False)
    open_to_app("letter")
    isolate("letter", OWNED, PERSON.format(column="user_id"))


def downgrade() -> None:
    op.drop_index(op.f("ix_letter_user_id"), table_name="letter")
    op.drop_index(op.f("ix_letter_operator_id"), table_name="letter")
    op.drop_table("letter")
