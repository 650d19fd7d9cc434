"""Many rows in one statement with one parameter: written, they travel as a JSON text, and PostgreSQL takes it apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import (
    ARRAY,
    JSON,
    Column,
    ColumnElement,
    LargeBinary,
    SQLColumnExpression,
    Text,
    Uuid,
    any_,
    cast,
    column,
    func,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB, Insert, insert
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import FunctionElement

from app.core.database import Base

Rows = Sequence[Mapping[str, Any]]


def add_all(session: Session, model: type[Base], rows: Rows, **of_all: ColumnElement[Any]) -> None:
    """Insert them; `of_all` are columns that the database works out once for all of them."""
    if rows:
        session.execute(insertion(model, rows, of_all))


def put_all(session: Session, model: type[Base], rows: Rows, *, key: str) -> None:
    """Insert them, or write those anew that are there by this unique column; their ids stay."""
    if rows:
        made = insertion(model, rows, {})
        written = {name: made.excluded[name] for name in rows[0] if name not in ("id", key)}
        session.execute(made.on_conflict_do_update(index_elements=[key], set_=written))


def among(
    wanted: SQLColumnExpression[Any], values: Iterable[UUID | str], kind: type[Uuid[Any] | Text] = Uuid
) -> ColumnElement[bool]:
    """`IN`, with one parameter however many they are."""
    return wanted == any_(literal(list(values), ARRAY(kind)))


def insertion(model: type[Base], rows: Rows, of_all: Mapping[str, ColumnElement[Any]]) -> Insert:
    """Every row names the same columns."""
    table = model.metadata.tables[model.__tablename__]
    columns = [table.columns[name] for name in rows[0]]
    sent = literal(orjson.dumps(rows, default=bytes.decode).decode(), Text)
    told = taken_apart(sent, columns).table_valued(*map(sendable, columns), name="told").render_derived(with_types=True)
    picked = [received(one, told.c[one.name]) for one in columns]
    return insert(table).from_select([*rows[0], *of_all], select(*picked, *of_all.values()))


def taken_apart(sent: ColumnElement[str], columns: Iterable[Column[Any]]) -> FunctionElement[Any]:
    """JSONB is soonest done, unless a document is kept word for word: that JSON hands on as it stands, a third of the work."""
    if any(type(one.type) is JSON for one in columns):
        return func.json_to_recordset(cast(sent, JSON))
    return func.jsonb_to_recordset(cast(sent, JSONB))


def sendable(one: Column[Any]) -> ColumnElement[Any]:
    """JSON has no bytes: those of the register are text."""
    return column(one.name, Text() if isinstance(one.type, LargeBinary) else one.type)


def received(one: Column[Any], told: ColumnElement[Any]) -> ColumnElement[Any]:
    return func.convert_to(told, "UTF8") if isinstance(one.type, LargeBinary) else told
