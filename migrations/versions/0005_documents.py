"""Documents and what they belong to."""

import sqlalchemy as sa
from alembic import op

from migrations.access import OWNED, isolate, isolate_all, open_to_app

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by_id", sa.Uuid(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("is_internal", sa.Boolean(), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_document_not_empty")),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_document_operator_id_operator")),
        sa.ForeignKeyConstraint(["uploaded_by_id"], ["person.id"], name=op.f("fk_document_uploaded_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index(op.f("ix_document_operator_id"), "document", ["operator_id"], unique=False)
    op.create_table(
        "attachment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("operator_id", sa.Uuid(), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("attached_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_attachment_document_id_document")),
        sa.ForeignKeyConstraint(["operator_id"], ["operator.id"], name=op.f("fk_attachment_operator_id_operator")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("about_id", "document_id", name=op.f("uq_attachment_about_id_document_id")),
    )
    op.create_index(op.f("ix_attachment_about_id"), "attachment", ["about_id"], unique=False)
    op.create_index(op.f("ix_attachment_operator_id"), "attachment", ["operator_id"], unique=False)
    open_to_app("document", "attachment")
    isolate("document", f"{OWNED} AND NOT is_internal")
    isolate_all("attachment")


def downgrade() -> None:
    op.drop_index(op.f("ix_attachment_operator_id"), table_name="attachment")
    op.drop_index(op.f("ix_attachment_about_id"), table_name="attachment")
    op.drop_table("attachment")
    op.drop_index(op.f("ix_document_operator_id"), table_name="document")
    op.drop_table("document")
