"""Proof against drift: a number over all entries, at the present moment or at one that a follower stood at."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, func, select, true
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from app.register.feed import pages, unseen
from app.register.feed.cursor import Cursor, Expired
from app.register.feed.models import Change
from app.register.models import Entry

MODULUS = 2**64


class Checksum(NamedTuple):
    """The sum, modulo 2^64, of the first eight bytes of SHA-256 over `{tin}:{seq}` of every operator."""

    operators: int
    total: int
    cursor: Cursor

    @property
    def hex(self) -> str:
        return f"{self.total:016x}"


def of(entries: Iterable[tuple[str, int]]) -> int:
    """The sum over TINs with their `seq`: what a mirror computes for itself."""
    return sum(int.from_bytes(sha256(f"{tin}:{seq}".encode()).digest()[:8]) for tin, seq in entries) % MODULUS


def at(session: Session, cursor: Cursor | None) -> Checksum:
    """Of the register as it was at the cursor, of now without one; in one statement. `Expired`."""
    row = session.execute(asked(cursor)).one()
    now = Cursor(row.epoch, pages.seen(row))
    if cursor is None:
        return Checksum(row.operators, int(row.total) % MODULUS, now)
    if cursor.seen.is_too_old:
        raise Expired
    pages.check(cursor, now.seen, row)
    return Checksum(row.operators - row.new, int(row.total - row.since) % MODULUS, cursor)


def asked(cursor: Cursor | None) -> Select[Any]:
    """Over the entries as they are now; and what has been added to that since the cursor."""
    now = unseen.moment(cursor.newest if cursor else None).cte("now")
    whole = select(func.count().label("operators"), total(Entry.check_value).label("total")).select_from(Entry).subquery()
    both = now.join(whole, true())
    if cursor is None:
        return select(now, whole).select_from(both)
    since = added(cursor).subquery()
    return select(now, whole, since).select_from(both.join(since, true()))


def added(cursor: Cursor) -> Select[int, int]:
    """An operator's numbers are committed in their order: before the first one unseen it had that one's `seq_before`."""
    first = (
        select(Change.operator_id, Change.tin, Change.seq_before)
        .where(Change.epoch == unseen.EPOCH, Change.operator_id.is_not(None), unseen.beyond(cursor.seen))
        .ext(distinct_on(Change.operator_id))
        .order_by(Change.operator_id, Change.seq)
        .subquery()
    )
    before = func.register_check(first.c.tin, first.c.seq_before)
    return select(
        (total(Entry.check_value) - total(before)).label("since"),
        func.count().filter(first.c.seq_before.is_(None)).label("new"),
    ).select_from(first.join(Entry, Entry.operator_id == first.c.operator_id))


def total(values: SQLColumnExpression[int]) -> ColumnElement[int]:
    return func.coalesce(func.sum(values), 0)
