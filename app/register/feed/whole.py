"""The whole register, an operator after the other by TIN, in the memory of a few: PostgreSQL reads on while they are written."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, NamedTuple, cast

import psycopg
from sqlalchemy import Select, literal, select, true
from sqlalchemy.orm import Session

from app.register.feed import record, unseen
from app.register.feed.cursor import Cursor
from app.register.feed.models import Change
from app.register.feed.record import View
from app.register.models import Entry, Restricted

TYPES = ("text", "int8", "bytea", "bytea", "text", "bool")


class OperatorRow(NamedTuple):
    """All that is told of one operator; `has_changed` since the cursor that was asked with."""

    tin: str
    seq: int
    status: bytes
    risk: bytes
    node: str
    has_changed: bool


def streamed(session: Session, since: Cursor | None = None) -> Generator[OperatorRow]:
    """By COPY: at a cursor PostgreSQL would stand still while we write, and never use a second process."""
    connection = session.connection()
    asked = everything(since).compile(connection, compile_kwargs={"literal_binds": True})
    driver = cast("psycopg.Connection", connection.connection.driver_connection)
    with driver.cursor() as cursor, cursor.copy(f"COPY ({asked}) TO STDOUT (FORMAT binary)", ()) as copy:
        copy.set_types(TYPES)
        yield from map(OperatorRow._make, copy.rows())


def everything(since: Cursor | None) -> Select[Any]:
    """First put in order, by little more than a number each; then each is read by itself. So no file is sorted of all records.

    The offset is a fence: without it PostgreSQL would join first, and sort what it had joined.
    """
    known = listed(since).subquery("listed")
    one = select(*record.columns(View.NODE)).join(Restricted, Restricted.entry_id == Entry.id)
    told = one.where(Entry.id == known.c.entry_id).offset(0).lateral("told")
    return select(*told.c, known.c.has_changed).select_from(known.join(told, true())).order_by(known.c.tin)


def listed(since: Cursor | None) -> Select[Any]:
    known = select(Entry.id.label("entry_id"), Entry.tin.collate("C").label("tin")).order_by("tin")
    if since is None:
        return known.add_columns(literal(False).label("has_changed"))
    unseen_since = select(Change.operator_id).where(Change.epoch == unseen.EPOCH, unseen.beyond(since.newest))
    changed = unseen_since.distinct().subquery("changed")
    joined = known.outerjoin(changed, changed.c.operator_id == Entry.operator_id)
    return joined.add_columns(changed.c.operator_id.is_not(None).label("has_changed"))
