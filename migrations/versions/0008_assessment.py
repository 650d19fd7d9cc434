"""Ratings, site visits, findings and corrective actions."""

import sqlalchemy as sa
from alembic import op

from migrations.access import isolate, isolate_all, open_to_app

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column(
            "mode",
            sa.Enum("on_site", "remote", "mixed", name="visitmode", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("agenda", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("planned", "reported", "cancelled", name="state", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("lead_id", sa.Uuid(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_audit_ends_after_it_starts")),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_audit_application_id_application")),
        sa.ForeignKeyConstraint(["lead_id"], ["person.id"], name=op.f("fk_audit_lead_id_person")),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_audit_operator_id_operator")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sa.UniqueConstraint("reference", name=op.f("uq_audit_reference")),
    )
    op.create_index(op.f("ix_audit_application_id"), "audit", ["application_id"], unique=False)
    op.create_index(op.f("ix_audit_operator_id"), "audit", ["operator_id"], unique=False)
    op.create_table(
        "rating",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column(
            "result",
            sa.Enum(
                "met",
                "partly",
                "not_met",
                "not_applicable",
                "alternative",
                name="result",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("likelihood", sa.Integer(), nullable=True),
        sa.Column("impact", sa.Integer(), nullable=True),
        sa.Column("look_on_site", sa.Boolean(), nullable=False),
        sa.Column("rated_by_id", sa.Uuid(), nullable=False),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("impact BETWEEN 1 AND 5", name=op.f("ck_rating_impact_in_range")),
        sa.CheckConstraint("likelihood BETWEEN 1 AND 5", name=op.f("ck_rating_likelihood_in_range")),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_rating_application_id_application")),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_rating_operator_id_operator")),
        sa.ForeignKeyConstraint(["rated_by_id"], ["person.id"], name=op.f("fk_rating_rated_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating")),
        sa.UniqueConstraint("application_id", "criterion", "place", name=op.f("uq_rating_application_id_criterion_place")),
    )
    op.create_index(op.f("ix_rating_operator_id"), "rating", ["operator_id"], unique=False)
    op.create_table(
        "audit_member",
        sa.Column("audit_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"], name=op.f("fk_audit_member_audit_id_audit")),
        sa.ForeignKeyConstraint(["user_id"], ["person.id"], name=op.f("fk_audit_member_user_id_person")),
        sa.PrimaryKeyConstraint("audit_id", "user_id", name=op.f("pk_audit_member")),
    )
    op.create_table(
        "audit_site",
        sa.Column("audit_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"], name=op.f("fk_audit_site_audit_id_audit")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_audit_site_site_id_site")),
        sa.PrimaryKeyConstraint("audit_id", "site_id", name=op.f("pk_audit_site")),
    )
    op.create_table(
        "finding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=True),
        sa.Column("audit_id", sa.Uuid(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column(
            "domain",
            sa.Enum("fiscal", "security", name="domain", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "grade",
            sa.Enum("major", "minor", "observation", name="grade", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "state", sa.Enum("open", "closed", name="state", native_enum=False, create_constraint=True, length=40), nullable=False
        ),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("raised_by_id", sa.Uuid(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_finding_application_id_application")),
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"], name=op.f("fk_finding_audit_id_audit")),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_finding_operator_id_operator")),
        sa.ForeignKeyConstraint(["raised_by_id"], ["person.id"], name=op.f("fk_finding_raised_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint("reference", name=op.f("uq_finding_reference")),
    )
    op.create_index(op.f("ix_finding_application_id"), "finding", ["application_id"], unique=False)
    op.create_index(op.f("ix_finding_audit_id"), "finding", ["audit_id"], unique=False)
    op.create_index(op.f("ix_finding_operator_id"), "finding", ["operator_id"], unique=False)
    op.create_table(
        "observation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("audit_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=True),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column(
            "result",
            sa.Enum(
                "met",
                "partly",
                "not_met",
                "not_applicable",
                "alternative",
                name="result",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("observed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("observed_by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"], name=op.f("fk_observation_audit_id_audit")),
        sa.ForeignKeyConstraint(["observed_by_id"], ["person.id"], name=op.f("fk_observation_observed_by_id_person")),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_observation_operator_id_operator")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_observation_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
    )
    op.create_index(op.f("ix_observation_audit_id"), "observation", ["audit_id"], unique=False)
    op.create_index(op.f("ix_observation_operator_id"), "observation", ["operator_id"], unique=False)
    op.create_table(
        "corrective_action",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("finding_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("asked", "reported", "verified", name="actionstate", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reported_by_id", sa.Uuid(), nullable=True),
        sa.Column("refusal", sa.Text(), nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verified_by_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["finding_id"], ["finding.id"], name=op.f("fk_corrective_action_finding_id_finding")),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_corrective_action_operator_id_operator")),
        sa.ForeignKeyConstraint(["reported_by_id"], ["person.id"], name=op.f("fk_corrective_action_reported_by_id_person")),
        sa.ForeignKeyConstraint(["verified_by_id"], ["person.id"], name=op.f("fk_corrective_action_verified_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrective_action")),
    )
    op.create_index(op.f("ix_corrective_action_finding_id"), "corrective_action", ["finding_id"], unique=False)
    op.create_index(op.f("ix_corrective_action_operator_id"), "corrective_action", ["operator_id"], unique=False)
    open_to_app("rating", "audit", "audit_site", "audit_member", "observation", "finding", "corrective_action")
    isolate("rating")
    isolate("observation")
    isolate_all("audit", "finding", "corrective_action")
    isolate("audit_site", "EXISTS (SELECT FROM audit WHERE audit.id = audit_id)")
    isolate("audit_member", "EXISTS (SELECT FROM audit WHERE audit.id = audit_id)")


def downgrade() -> None:
    op.drop_index(op.f("ix_corrective_action_operator_id"), table_name="corrective_action")
    op.drop_index(op.f("ix_corrective_action_finding_id"), table_name="corrective_action")
    op.drop_table("corrective_action")
    op.drop_index(op.f("ix_observation_operator_id"), table_name="observation")
    op.drop_index(op.f("ix_observation_audit_id"), table_name="observation")
    op.drop_table("observation")
    op.drop_index(op.f("ix_finding_operator_id"), table_name="finding")
    op.drop_index(op.f("ix_finding_audit_id"), table_name="finding")
    op.drop_index(op.f("ix_finding_application_id"), table_name="finding")
    op.drop_table("finding")
    op.drop_table("audit_site")
    op.drop_table("audit_member")
    op.drop_index(op.f("ix_rating_operator_id"), table_name="rating")
    op.drop_table("rating")
    op.drop_index(op.f("ix_audit_operator_id"), table_name="audit")
    op.drop_index(op.f("ix_audit_application_id"), table_name="audit")
    op.drop_table("audit")
