"""Editions of the criteria."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.access import open_to_app

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "criteria_edition",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "state",
            sa.Enum("draft", "published", "retired", name="state", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criteria_edition")),
        sa.UniqueConstraint("code", name=op.f("uq_criteria_edition_code")),
    )
    open_to_app("criteria_edition")


def downgrade() -> None:
    op.drop_table("criteria_edition")
