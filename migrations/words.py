"""Words of a column are checked by the database: more of them, or fewer, whatever other migrations have added meanwhile."""

import re

from alembic import op
from sqlalchemy import text

DEFINITION = text("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = :name")


def allow_words(table: str, column: str, *words: str, constraint: str = "") -> None:
    name, known = read(table, column, constraint)
    replace(table, column, name, [*known, *(word for word in words if word not in known)])


def forbid_words(table: str, column: str, *words: str, constraint: str = "") -> None:
    name, known = read(table, column, constraint)
    replace(table, column, name, [word for word in known if word not in words])


def read(table: str, column: str, constraint: str) -> tuple[str, list[str]]:
    name = f"ck_{table}_{constraint or column}"
    return name, re.findall(r"'([^']+)'", op.get_bind().execute(DEFINITION, {"name": name}).scalar_one())


def replace(table: str, column: str, name: str, words: list[str]) -> None:
    listed = ", ".join(f"'{word}'" for word in words)
    op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({column} IN ({listed})) NOT VALID")
    op.execute(f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}")
