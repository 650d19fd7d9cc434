"""An answer also keeps what cannot be read yet, and the promise to show the evidence at the visit."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column("answer", sa.Column("draft", postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column("answer", sa.Column("shown_at_visit", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.alter_column("answer", "shown_at_visit", server_default=None)


def downgrade() -> None:
    op.drop_column("answer", "shown_at_visit")
    op.drop_column("answer", "draft")
