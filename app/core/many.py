"""Many rows in one statement with one parameter. COPY would be as fast, but PostgreSQL refuses it behind the wall of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import JSON, Table, Text, bindparam, cast, column, func, select
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.orm import Session


def from_rows(table: Table, names: Sequence[str]) -> Insert:
    """`INSERT … SELECT` of what `put` sends, in its order; ready for what shall happen where a row is there already."""
    columns = [column(name, table.c[name].type) for name in names]
    sent = func.json_to_recordset(cast(bindparam("rows", type_=Text), JSON))
    told = sent.table_valued(*columns, name="told").render_derived(name="told", with_types=True)
    return insert(table).from_select(list(names), select(*(told.c[name] for name in names)))


def put(session: Session, statement: Insert, rows: Sequence[Mapping[str, Any]]) -> None:
    """Words, moments, days and ids are sent as text; each is read as the type of its column."""
    if rows:
        session.execute(statement, {"rows": orjson.dumps(rows).decode()})
