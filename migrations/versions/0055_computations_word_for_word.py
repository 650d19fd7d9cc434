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
    """Old code reads and writes either. A table is written anew once for all its columns, however long that takes."""
    name = kind.__visit_name__.lower()
    op.execute("SET LOCAL statement_timeout = 0")
    for table, columns in DOCUMENTS.items():
        changes = (f"ALTER COLUMN {column} TYPE {name} USING {column}::{name}" for column in columns)
        op.execute(f"ALTER TABLE {table} {', '.join(changes)}")
