"""A suspension is proposed with its length: when it ends follows from the signature, however long the hearing took."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.add_column("decision", sa.Column("days", sa.Integer(), nullable=True))
    op.create_check_constraint(op.f("ck_decision_lasts_a_day"), "decision", "days >= 1")
    op.execute("SELECT set_config('app.audience', 'system', true)")
    op.execute(
        "UPDATE decision SET days = greatest(ends_on - (proposed_at AT TIME ZONE 'UTC')::date, 1),"
        " ends_on = CASE WHEN state = 'decided' THEN ends_on END WHERE ends_on IS NOT NULL"
    )


def downgrade() -> None:
    op.execute("SELECT set_config('app.audience', 'system', true)")
    op.execute(
        "UPDATE decision SET ends_on = (proposed_at AT TIME ZONE 'UTC')::date + days WHERE days IS NOT NULL AND ends_on IS NULL"
    )
    op.drop_constraint(op.f("ck_decision_lasts_a_day"), "decision", type_="check")
    op.drop_column("decision", "days")
