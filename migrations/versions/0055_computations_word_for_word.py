"""What was computed is kept word for word: JSONB would take it apart, which was half of what writing it cost."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0055"
down_revision = "0054"

DOCUMENTS = {"computation": ("facts", "output"), "risk_shadow": ("output",)}


def upgrade() -> None:
    keep_as(sa.JSON())


def downgrade() -> None:
    keep_as(JSONB())


def keep_as(kind: sa.JSON) -> None:
    """Old code reads and writes either."""
    for table, columns in DOCUMENTS.items():
        for column in columns:
            op.alter_column(table, column, type_=kind, postgresql_using=f"{column}::{kind.__visit_name__.lower()}")
