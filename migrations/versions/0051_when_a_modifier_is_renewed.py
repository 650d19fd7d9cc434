"""An entry says when its modifier is to be computed anew, and by which policy it was: what is due is found by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"

FILL = """
UPDATE register_entry e SET renews_at = c.valid_until - interval '1 day', policy_sha256 = c.policy_sha256
FROM (SELECT DISTINCT ON (operator_id) operator_id, valid_until, policy_sha256 FROM computation
      ORDER BY operator_id, computed_at DESC, id) c
WHERE c.operator_id = e.operator_id
"""


def upgrade() -> None:
    op.execute("SELECT set_config('app.audience', 'system', true)")
    op.add_column("register_entry", sa.Column("renews_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("register_entry", sa.Column("policy_sha256", sa.Text(), nullable=True))
    op.execute(FILL)
    op.create_index("ix_register_entry_renews_at", "register_entry", ["renews_at"])
    op.create_index("ix_register_entry_policy_sha256", "register_entry", ["policy_sha256"])


def downgrade() -> None:
    op.drop_index("ix_register_entry_policy_sha256", table_name="register_entry")
    op.drop_index("ix_register_entry_renews_at", table_name="register_entry")
    op.drop_column("register_entry", "policy_sha256")
    op.drop_column("register_entry", "renews_at")
