"""The whole register, an operator after the other by TIN, in the memory of a few: PostgreSQL reads on while they are written."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, NamedTuple, cast

import psycopg
from sqlalchemy import Select, literal, select, text
from sqlalchemy.orm import Session

from app.register import record, unseen
from app.register.cursor import Cursor
from app.register.models import Change, Entry, Restricted
from app.register.record import View

TYPES = ("text", "int8", "bytea", "bytea", "text", "bool")


class Told(NamedTuple):
    """All that is told of one operator; `has_changed` since the cursor that was asked with."""

    tin: str
    seq: int
    status: bytes
    risk: bytes
    node: str
    has_changed: bool


def streamed(session: Session, since: Cursor | None = None) -> Generator[Told]:
    """By COPY: at a cursor PostgreSQL would stand still while we write, and never use a second process.

    It takes the wall of rows to hide nearly all of them; left to itself it would look the many up one by one.
    """
    session.execute(text("SET LOCAL enable_nestloop = off"))
    connection = session.connection()
    asked = everything(since).compile(connection, compile_kwargs={"literal_binds": True})
    driver = cast("psycopg.Connection", connection.connection.driver_connection)
    with driver.cursor() as cursor, cursor.copy(f"COPY ({asked}) TO STDOUT (FORMAT binary)", ()) as copy:
        copy.set_types(TYPES)
        yield from map(Told._make, copy.rows())


def everything(since: Cursor | None) -> Select[Any]:
    told = select(*record.columns(View.NODE)).join(Restricted, Restricted.entry_id == Entry.id).order_by(Entry.tin.collate("C"))
    if since is None:
        return told.add_columns(literal(False))
    unseen_since = select(Change.operator_id).where(Change.epoch == unseen.EPOCH, unseen.beyond(since.newest))
    changed = unseen_since.distinct().subquery("changed")
    joined = told.outerjoin(changed, changed.c.operator_id == Entry.operator_id)
    return joined.add_columns(changed.c.operator_id.is_not(None))
