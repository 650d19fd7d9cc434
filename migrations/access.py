"""What the application's role may do, and which rows it sees. Used by the migrations that make a table."""

from alembic import op

SEES_ALL = "(SELECT current_setting('app.audience', true)) IN ('officer', 'system')"
CLIENT = "(SELECT current_setting('app.audience', true)) = 'client'"
OWN = "{column} = ANY ((SELECT string_to_array(current_setting('app.operators', true), ',')::uuid[])::uuid[])"
PERSON = "{column}::text = (SELECT current_setting('app.person', true))"
KEY = "{column}::text = (SELECT current_setting('app.key', true))"
OWNED = OWN.format(column="operator_id")


def open_to_app(*tables: str, rights: str = "SELECT, INSERT, UPDATE, DELETE") -> None:
    for table in tables:
        op.execute(f"GRANT {rights} ON {table} TO aeo_app")


def isolate(table: str, *seen_if: str, written_if: str | None = None) -> None:
    """Officers and the system see every row; others those for which one of the conditions holds."""
    seen = " OR ".join([SEES_ALL, *(f"({condition})" for condition in seen_if)])
    written = f" OR ({written_if})" if written_if else ""
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY isolation ON {table} USING ({seen}) WITH CHECK ({seen}{written})")


def isolate_all(*tables: str) -> None:
    """Rows of one operator, seen by its own people."""
    for table in tables:
        isolate(table, OWNED)
