"""The history: written once. Neither the application's role nor anybody else changes or deletes an event."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.access import OWNED, isolate, open_to_app

revision = "0004"
down_revision = "0003"

OFFICERS_ONLY = (
    "criterion_rated,observation_recorded,decision_proposed,proposal_withdrawn,"
    "officer_created,api_client_created,api_client_disabled"
)
FORBID = """
CREATE FUNCTION forbid_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the history is written once';
END
$$
"""


def upgrade() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "business_registered",
                "email_confirmed",
                "confirmation_asked",
                "password_reset_asked",
                "password_changed",
                "factor_enrolled",
                "factor_reset",
                "officer_created",
                "person_invited",
                "invitation_accepted",
                "invitation_withdrawn",
                "membership_ended",
                "business_described",
                "site_added",
                "site_changed",
                "site_closed",
                "contact_changed",
                "consent_changed",
                "criteria_published",
                "criteria_retired",
                "document_received",
                "application_started",
                "application_submitted",
                "application_returned",
                "application_accepted",
                "application_not_accepted",
                "application_withdrawn",
                "case_taken",
                "information_requested",
                "information_given",
                "request_withdrawn",
                "criterion_rated",
                "finding_raised",
                "action_reported",
                "action_verified",
                "action_refused",
                "finding_closed",
                "audit_planned",
                "audit_changed",
                "audit_cancelled",
                "observation_recorded",
                "audit_reported",
                "decision_proposed",
                "proposal_withdrawn",
                "hearing_opened",
                "hearing_answered",
                "application_refused",
                "authorisation_granted",
                "authorisation_suspended",
                "authorisation_reinstated",
                "authorisation_revoked",
                "suspension_ended",
                "certificate_issued",
                "letter_served",
                "incident_reported",
                "incident_confirmed",
                "incident_dismissed",
                "api_client_created",
                "api_client_disabled",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("operator_id", sa.Uuid(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("about_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_event_by_id_person")),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_event_operator_id_operator")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("position", name=op.f("uq_event_position")),
    )
    op.create_index("ix_event_about_id_position", "event", ["about_id", "position"], unique=False)
    op.create_index(op.f("ix_event_case_id"), "event", ["case_id"], unique=False)
    op.create_index("ix_event_operator_id_position", "event", ["operator_id", "position"], unique=False)
    op.create_table(
        "event_seal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("facts_digest", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_seal_event_id_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_seal")),
        sa.UniqueConstraint("event_id", name=op.f("uq_event_seal_event_id")),
        sa.UniqueConstraint("position", name=op.f("uq_event_seal_position")),
    )
    open_to_app("event", "event_seal", rights="SELECT, INSERT")
    isolate("event", f"{OWNED} AND NOT kind = ANY ('{{{OFFICERS_ONLY}}}')", written_if="operator_id IS NULL")
    isolate("event_seal")
    op.execute(FORBID)
    op.execute("CREATE TRIGGER event_is_final BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION forbid_change()")
    op.execute(
        "CREATE TRIGGER event_seal_is_final BEFORE UPDATE OR DELETE ON event_seal FOR EACH ROW EXECUTE FUNCTION forbid_change()"
    )


def downgrade() -> None:
    op.drop_table("event_seal")
    op.drop_index("ix_event_operator_id_position", table_name="event")
    op.drop_index(op.f("ix_event_case_id"), table_name="event")
    op.drop_index("ix_event_about_id_position", table_name="event")
    op.drop_table("event")
    op.execute("DROP FUNCTION forbid_change")
