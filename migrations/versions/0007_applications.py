"""Applications, answers, evidence, requests for information; the sequence behind the numbers of files."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.access import isolate_all, open_to_app

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.execute("CREATE SEQUENCE reference_number")
    op.create_table(
        "application",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("types", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "returned",
                "not_accepted",
                "under_assessment",
                "decided",
                "withdrawn",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("profile", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_by_id", sa.Uuid(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_by_id", sa.Uuid(), nullable=True),
        sa.Column("declaration", sa.Text(), nullable=True),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_reason", sa.Text(), nullable=True),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("officer_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "submitted_at IS NOT NULL OR state IN ('draft', 'withdrawn')", name=op.f("ck_application_dated_once_sent")
        ),
        sa.CheckConstraint("jsonb_array_length(types) > 0", name=op.f("ck_application_asks_for_something")),
        sa.ForeignKeyConstraint(["edition_id"], ["criteria_edition.id"], name=op.f("fk_application_edition_id_criteria_edition")),
        sa.ForeignKeyConstraint(["officer_id"], ["person.id"], name=op.f("fk_application_officer_id_person")),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_application_operator_id_operator")),
        sa.ForeignKeyConstraint(["started_by_id"], ["person.id"], name=op.f("fk_application_started_by_id_person")),
        sa.ForeignKeyConstraint(["submitted_by_id"], ["person.id"], name=op.f("fk_application_submitted_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("reference", name=op.f("uq_application_reference")),
    )
    op.create_index(op.f("ix_application_officer_id"), "application", ["officer_id"], unique=False)
    op.create_index(op.f("ix_application_operator_id"), "application", ["operator_id"], unique=False)
    op.create_index(
        "uq_application_open",
        "application",
        ["operator_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('draft', 'submitted', 'returned', 'under_assessment')"),
    )
    op.create_table(
        "answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_by_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["answered_by_id"], ["person.id"], name=op.f("fk_answer_answered_by_id_person")),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_answer_application_id_application")),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_answer_operator_id_operator")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("application_id", "key", name=op.f("uq_answer_application_id_key")),
    )
    op.create_index(op.f("ix_answer_operator_id"), "answer", ["operator_id"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["person.id"], name=op.f("fk_evidence_added_by_id_person")),
        sa.ForeignKeyConstraint(["application_id"], ["application.id"], name=op.f("fk_evidence_application_id_application")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_evidence_document_id_document")),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_evidence_operator_id_operator")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("application_id", "key", "document_id", name=op.f("uq_evidence_application_id_key_document_id")),
    )
    op.create_index(op.f("ix_evidence_document_id"), "evidence", ["document_id"], unique=False)
    op.create_index(op.f("ix_evidence_operator_id"), "evidence", ["operator_id"], unique=False)
    op.create_table(
        "information_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("open", "answered", "withdrawn", name="requeststate", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["answered_by_id"], ["person.id"], name=op.f("fk_information_request_answered_by_id_person")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_information_request_application_id_application")
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_information_request_asked_by_id_person")),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_information_request_operator_id_operator")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_information_request")),
        sa.UniqueConstraint("application_id", "number", name=op.f("uq_information_request_application_id_number")),
    )
    op.create_index(op.f("ix_information_request_operator_id"), "information_request", ["operator_id"], unique=False)
    open_to_app("SEQUENCE reference_number", rights="USAGE")
    open_to_app("application", "answer", "evidence", "information_request")
    isolate_all("application", "answer", "evidence", "information_request")


def downgrade() -> None:
    op.drop_index(op.f("ix_information_request_operator_id"), table_name="information_request")
    op.drop_table("information_request")
    op.drop_index(op.f("ix_evidence_operator_id"), table_name="evidence")
    op.drop_index(op.f("ix_evidence_document_id"), table_name="evidence")
    op.drop_table("evidence")
    op.drop_index(op.f("ix_answer_operator_id"), table_name="answer")
    op.drop_table("answer")
    op.drop_index(
        "uq_application_open",
        table_name="application",
        postgresql_where=sa.text("state IN ('draft', 'submitted', 'returned', 'under_assessment')"),
    )
    op.drop_index(op.f("ix_application_operator_id"), table_name="application")
    op.drop_index(op.f("ix_application_officer_id"), table_name="application")
    op.drop_table("application")
    op.execute("DROP SEQUENCE reference_number")
