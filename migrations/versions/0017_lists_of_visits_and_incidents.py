"""Officers list visits and incidents by state and day, however many there are."""

from alembic import op

revision = "0017"
down_revision = "0016"

LISTED = {"audit": ["state", "ends_on"], "incident": ["state", "reported_at"]}


def upgrade() -> None:
    for table, columns in LISTED.items():
        op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, columns)


def downgrade() -> None:
    for table, columns in LISTED.items():
        op.drop_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table_name=table)
