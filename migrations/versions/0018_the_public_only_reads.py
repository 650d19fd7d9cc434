"""What anybody may read, nobody but its owner may write; what customs decided, no transaction deletes."""

from alembic import op

from migrations.access import KEY, OWNED, SEES_ALL

revision = "0018"
down_revision = "0017"

READ_BY_OTHERS = {"register_entry": "is_public", "certificate": KEY.format(column="code")}
KEPT = (
    "application",
    "information_request",
    "audit",
    "finding",
    "corrective_action",
    "authorisation",
    "decision",
    "hearing",
    "certificate",
    "register_entry",
    "incident",
    "letter",
)


def upgrade() -> None:
    for table, condition in READ_BY_OTHERS.items():
        op.execute(f"DROP POLICY isolation ON {table}")
        op.execute(f"CREATE POLICY isolation ON {table} USING ({SEES_ALL} OR ({OWNED}))")
        op.execute(f"CREATE POLICY reading ON {table} FOR SELECT USING ({condition})")
    op.execute(f"REVOKE DELETE ON {', '.join(KEPT)} FROM aeo_app")


def downgrade() -> None:
    op.execute(f"GRANT DELETE ON {', '.join(KEPT)} TO aeo_app")
    for table, condition in READ_BY_OTHERS.items():
        op.execute(f"DROP POLICY reading ON {table}")
        op.execute(f"DROP POLICY isolation ON {table}")
        op.execute(f"CREATE POLICY isolation ON {table} USING ({SEES_ALL} OR ({OWNED}) OR ({condition}))")
