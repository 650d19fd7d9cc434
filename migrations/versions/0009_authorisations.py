"""Authorisations, certificates, decisions and hearings. The four-eyes rule is a CHECK."""

import sqlalchemy as sa
from alembic import op

from migrations.access import KEY, OWNED, isolate, isolate_all, open_to_app

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "authorisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=True),
        sa.Column(
            "type", sa.Enum("aeoc", "aeos", name="type", native_enum=False, create_constraint=True, length=40), nullable=False
        ),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("granted", "suspended", "revoked", name="state", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("granted_on", sa.Date(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_to", sa.Date(), nullable=True),
        sa.Column("validated_on", sa.Date(), nullable=True),
        sa.Column("suspended_on", sa.Date(), nullable=True),
        sa.Column("suspended_until", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'revoked') = (ended_on IS NOT NULL)", name=op.f("ck_authorisation_end_dated")),
        sa.CheckConstraint("(state = 'suspended') = (suspended_on IS NOT NULL)", name=op.f("ck_authorisation_suspension_dated")),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_authorisation_application_id_application")),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_authorisation_operator_id_operator")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authorisation")),
        sa.UniqueConstraint("number", name=op.f("uq_authorisation_number")),
    )
    op.create_index(op.f("ix_authorisation_operator_id"), "authorisation", ["operator_id"], unique=False)
    op.create_index(
        "uq_authorisation_in_force",
        "authorisation",
        ["operator_id", "type"],
        unique=True,
        postgresql_where=sa.text("state IN ('granted', 'suspended')"),
    )
    op.create_table(
        "certificate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_certificate_event_id_event")),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_certificate_operator_id_operator")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("code", name=op.f("uq_certificate_code")),
        sa.UniqueConstraint("event_id", name=op.f("uq_certificate_event_id")),
    )
    op.create_index(op.f("ix_certificate_operator_id"), "certificate", ["operator_id"], unique=False)
    op.create_table(
        "certificate_authorisation",
        sa.Column("certificate_id", sa.Uuid(), nullable=False),
        sa.Column("authorisation_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["authorisation_id"], ["authorisation.id"], name=op.f("fk_certificate_authorisation_authorisation_id_authorisation")
        ),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificate.id"], name=op.f("fk_certificate_authorisation_certificate_id_certificate")
        ),
        sa.PrimaryKeyConstraint("certificate_id", "authorisation_id", name=op.f("pk_certificate_authorisation")),
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=True),
        sa.Column("authorisation_id", sa.Uuid(), nullable=True),
        sa.Column(
            "type", sa.Enum("aeoc", "aeos", name="type", native_enum=False, create_constraint=True, length=40), nullable=False
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "grant",
                "refuse",
                "suspend",
                "reinstate",
                "revoke",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "ground",
            sa.Enum(
                "criteria_met",
                "criteria_not_met",
                "compliance",
                "security_risk",
                "suspicion",
                "time_to_cure",
                "own_request",
                "measures_verified",
                name="ground",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "proposed",
                "in_hearing",
                "decided",
                "withdrawn",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposed_by_id", sa.Uuid(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'decided') = (decided_at IS NOT NULL)", name=op.f("ck_decision_dated_once_decided")),
        sa.CheckConstraint(
            "kind IN ('grant', 'refuse') OR authorisation_id IS NOT NULL", name=op.f("ck_decision_about_an_authorisation")
        ),
        sa.CheckConstraint(
            "kind NOT IN ('grant', 'refuse') OR application_id IS NOT NULL", name=op.f("ck_decision_about_an_application")
        ),
        sa.CheckConstraint("decided_at IS NULL OR decided_by_id IS NOT NULL", name=op.f("ck_decision_decided_by_somebody")),
        sa.CheckConstraint("proposed_by_id <> decided_by_id", name=op.f("ck_decision_four_eyes")),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_decision_application_id_application")),
        sa.ForeignKeyConstraint(
            ["authorisation_id"], ["authorisation.id"], name=op.f("fk_decision_authorisation_id_authorisation")
        ),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_decision_decided_by_id_person")),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_decision_operator_id_operator")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["person.id"], name=op.f("fk_decision_proposed_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index(op.f("ix_decision_application_id"), "decision", ["application_id"], unique=False)
    op.create_index(op.f("ix_decision_authorisation_id"), "decision", ["authorisation_id"], unique=False)
    op.create_index(op.f("ix_decision_operator_id"), "decision", ["operator_id"], unique=False)
    op.create_index(
        "uq_decision_open",
        "decision",
        ["operator_id", "type"],
        unique=True,
        postgresql_where=sa.text("state IN ('proposed', 'in_hearing')"),
    )
    op.create_table(
        "hearing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.Uuid(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("replied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replied_by_id", sa.Uuid(), nullable=True),
        sa.Column("served_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_hearing_decision_id_decision")),
        sa.ForeignKeyConstraint(["opened_by_id"], ["person.id"], name=op.f("fk_hearing_opened_by_id_person")),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_hearing_operator_id_operator")),
        sa.ForeignKeyConstraint(["replied_by_id"], ["person.id"], name=op.f("fk_hearing_replied_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_hearing_decision_id")),
    )
    op.create_index(op.f("ix_hearing_operator_id"), "hearing", ["operator_id"], unique=False)
    open_to_app("authorisation", "certificate", "certificate_authorisation", "decision", "hearing")
    isolate_all("authorisation", "hearing")
    isolate("certificate", OWNED, KEY.format(column="code"))
    isolate("certificate_authorisation", "EXISTS (SELECT FROM certificate WHERE certificate.id = certificate_id)")
    isolate("decision", f"{OWNED} AND state IN ('in_hearing', 'decided')")


def downgrade() -> None:
    op.drop_index(op.f("ix_hearing_operator_id"), table_name="hearing")
    op.drop_table("hearing")
    op.drop_index("uq_decision_open", table_name="decision", postgresql_where=sa.text("state IN ('proposed', 'in_hearing')"))
    op.drop_index(op.f("ix_decision_operator_id"), table_name="decision")
    op.drop_index(op.f("ix_decision_authorisation_id"), table_name="decision")
    op.drop_index(op.f("ix_decision_application_id"), table_name="decision")
    op.drop_table("decision")
    op.drop_table("certificate_authorisation")
    op.drop_index(op.f("ix_certificate_operator_id"), table_name="certificate")
    op.drop_table("certificate")
    op.drop_index(
        "uq_authorisation_in_force", table_name="authorisation", postgresql_where=sa.text("state IN ('granted', 'suspended')")
    )
    op.drop_index(op.f("ix_authorisation_operator_id"), table_name="authorisation")
    op.drop_table("authorisation")
