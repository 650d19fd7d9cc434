"""What a candidate made of facts is forgotten after a while: the computation has the facts, and gives the same again."""

from alembic import op

revision = "0057"
down_revision = "0056"


def upgrade() -> None:
    op.execute("GRANT DELETE ON risk_shadow TO aeo_app")
    op.execute("CREATE POLICY kept ON risk_shadow AS RESTRICTIVE FOR DELETE USING (computed_at < now() - interval '90 days')")
    op.create_index("ix_risk_shadow_computed_at", "risk_shadow", ["computed_at"])


def downgrade() -> None:
    op.drop_index("ix_risk_shadow_computed_at", table_name="risk_shadow")
    op.execute("DROP POLICY kept ON risk_shadow")
    op.execute("REVOKE DELETE ON risk_shadow FROM aeo_app")
