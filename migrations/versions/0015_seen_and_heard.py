"""A visit keeps what was seen point by point; a decision its grounds, the replies to them, and the day it was served."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0015"
down_revision = "0014"

ADDED = {
    "observation": {"checks": (JSONB(), "'[]'"), "version": (sa.Integer(), "1")},
    "audit": {"summary": (sa.Text(), "''")},
    "decision": {"points": (JSONB(), "'[]'")},
    "hearing": {"replies": (JSONB(), "'{}'")},
}
ONCE = "uq_observation_audit_id_site_id_criterion"


def upgrade() -> None:
    for table, columns in ADDED.items():
        for name, (kind, value) in columns.items():
            op.add_column(table, sa.Column(name, kind, nullable=False, server_default=sa.text(value)))
            op.alter_column(table, name, server_default=None)
    op.alter_column("observation", "result", nullable=True)
    op.create_unique_constraint(ONCE, "observation", ["audit_id", "site_id", "criterion"], postgresql_nulls_not_distinct=True)
    op.add_column("decision", sa.Column("served_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("decision", "served_on")
    op.drop_constraint(ONCE, "observation")
    op.alter_column("observation", "result", nullable=False)  # refused while something seen has no result yet: none is deleted
    for table, columns in ADDED.items():
        for name in columns:
            op.drop_column(table, name)
