"""A check of words bears the name of the words: four of them have new ones."""

from alembic import op

revision = "0036"
down_revision = "0035"

RENAMED = (
    ("authorisation", "type", "authorisationtype"),
    ("decision", "type", "authorisationtype"),
    ("decision", "kind", "measure"),
    ("incident", "what", "incidenttype"),
)


def upgrade() -> None:
    for table, before, after in RENAMED:
        op.execute(f"ALTER TABLE {table} RENAME CONSTRAINT ck_{table}_{before} TO ck_{table}_{after}")


def downgrade() -> None:
    for table, before, after in RENAMED:
        op.execute(f"ALTER TABLE {table} RENAME CONSTRAINT ck_{table}_{after} TO ck_{table}_{before}")
