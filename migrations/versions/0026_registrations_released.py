"""A registration that is given up keeps its history and frees its numbers; who holds a number is told of another who asks."""

import sqlalchemy as sa
from alembic import op

from migrations.words import allow_words, forbid_words

revision = "0026"
down_revision = "0025"

WORDS = ("registration_contested", "business_released")
HELD = sa.text("released_at IS NULL")


def upgrade() -> None:
    for table in ("event", "letter"):
        allow_words(table, "kind", *WORDS)
    op.add_column("operator", sa.Column("released_at", sa.DateTime(timezone=True), nullable=True))
    op.drop_constraint("uq_operator_tin", "operator")
    op.create_index("uq_operator_tin_held", "operator", ["tin"], unique=True, postgresql_where=HELD)


def downgrade() -> None:
    op.drop_index("uq_operator_tin_held", table_name="operator")
    op.create_unique_constraint("uq_operator_tin", "operator", ["tin"])
    op.drop_column("operator", "released_at")
    for table in ("event", "letter"):
        forbid_words(table, "kind", *WORDS)
