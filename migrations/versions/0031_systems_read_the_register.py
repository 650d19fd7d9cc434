"""A system with a token reads the register, and no other row of a business: until now it passed the wall of rows altogether."""

from alembic import op

from migrations.access import CLIENT

revision = "0031"
down_revision = "0030"

READ = ("register_entry", "register_restricted", "computation", "identifier")


def upgrade() -> None:
    for table in READ:
        op.execute(f"CREATE POLICY systems ON {table} FOR SELECT USING ({CLIENT})")


def downgrade() -> None:
    for table in READ:
        op.execute(f"DROP POLICY systems ON {table}")
