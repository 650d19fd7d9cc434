"""How far a roll-out has come is read from the entries, and kept nowhere else."""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"


def upgrade() -> None:
    op.drop_column("risk_policy_rollout", "reached")
    op.drop_column("risk_policy_rollout", "done")


def downgrade() -> None:
    op.add_column("risk_policy_rollout", sa.Column("done", sa.Integer(), nullable=False, server_default="0"))
    op.alter_column("risk_policy_rollout", "done", server_default=None)
    op.add_column("risk_policy_rollout", sa.Column("reached", sa.Uuid(), nullable=True))
