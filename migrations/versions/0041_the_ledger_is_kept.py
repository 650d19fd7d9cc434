"""The ledger of an operator is kept as it was worked out: the one thing of the statistics that a business reads."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.access import OWNED

revision = "0041"
down_revision = "0040"

BEFORE = {
    "outcome_sum": f"{OWNED} AND month <= (date_trunc('month', now()) - interval '2 months')::date",
    "outcome_day": OWNED,
    "peer_group": "(SELECT current_setting('app.audience', true)) = 'operator'",
}


def upgrade() -> None:
    for table in BEFORE:
        op.execute(f"DROP POLICY own ON {table}")
    op.execute("DELETE FROM benefit_ledger")
    op.add_column("benefit_ledger", sa.Column("told", postgresql.JSONB(), nullable=False))
    op.execute(f"CREATE POLICY own ON benefit_ledger FOR SELECT USING ({OWNED})")


def downgrade() -> None:
    op.execute("DROP POLICY own ON benefit_ledger")
    op.drop_column("benefit_ledger", "told")
    for table, seen in BEFORE.items():
        op.execute(f"CREATE POLICY own ON {table} FOR SELECT USING ({seen})")
