"""Reading the feed: what a follower has not seen, and where it stands then.

A cursor holds a snapshot of PostgreSQL. A change is unseen exactly when its transaction was not over in that snapshot: so none
is lost where a slow transaction commits after faster ones, none waits for a transaction that has nothing to do with it, and
none comes twice. Read on the primary: a replica cannot say which transactions are running.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.orm import Session

from app.core import clock
from app.register.feed import record, unseen
from app.register.feed.cursor import Cursor, Expired, Seen, beginning
from app.register.feed.record import View
from app.register.feed.words import FOR_ALL, FOR_NODES, ChangeKind


class Item(NamedTuple):
    """One change, with what it is about as it stands now: that may be newer than the change."""

    id: UUID
    kind: ChangeKind
    at: datetime
    position: int
    subject: str | None
    data: bytes


class Page(NamedTuple):
    """Without `more`, whoever has applied all items up to these has the register exactly as it is at the cursor."""

    items: Sequence[Item]
    cursor: Cursor
    more: bool


def kinds_for(view: View) -> Sequence[ChangeKind]:
    return (*FOR_ALL, *FOR_NODES) if view is View.NODE else FOR_ALL


def read(
    session: Session,
    cursor: Cursor | None,
    limit: int,
    *,
    view: View = View.STATUS,
    kinds: Collection[ChangeKind] | None = None,
) -> Page:
    """At most so many changes unseen at the cursor, in one statement; without a cursor, from the oldest kept. `Expired`."""
    start = drained(cursor) if cursor else beginning()
    if start.seen.is_too_old:
        raise Expired
    wanted = [kind for kind in kinds_for(view) if kinds is None or kind in kinds]
    rows = session.execute(unseen.changes(start, limit + 1, view, wanted)).all()
    now = seen(rows[0])
    check(start, now, rows[0])
    return page(replace(start, epoch=rows[0].epoch), now, [row for row in rows if row.id], rows[0].edge, limit)


def head(session: Session) -> Cursor:
    """Where the register stands; in a transaction that keeps one snapshot, that of the snapshot."""
    row = session.execute(unseen.moment()).one()
    return Cursor(row.epoch, seen(row))


def drained(cursor: Cursor) -> Cursor:
    """Once the last page of what was ahead is read, that is what was seen."""
    if cursor.ahead and cursor.last >= cursor.ahead.position:
        return Cursor(cursor.epoch, cursor.ahead)
    return cursor


def seen(row: Row[Any]) -> Seen:
    return Seen(row.snapshot, row.newest or 0, row.mark or "", clock.now())


def check(cursor: Cursor, now: Seen, row: Row[Any]) -> None:
    """`Expired` unless all between the cursor and now can still be read. The beginning has no epoch yet: nothing to check."""
    known = cursor.newest
    is_beyond = known.xmax > now.xmax or known.position > row.handed_out
    is_another = known.position > 0 and known.mark != row.found
    if cursor.epoch and (cursor.epoch != row.epoch or is_beyond or is_another):
        raise Expired


def page(cursor: Cursor, now: Seen, rows: Sequence[Row[Any]], edge: int | None, limit: int) -> Page:
    """Read in one piece it leads to this moment; else the rest of that moment is ahead. `edge`: nothing beyond was looked at."""
    items, is_full = [item(row) for row in rows[:limit]], len(rows) > limit
    reached = items[-1].position if is_full else edge
    if cursor.ahead is None and not is_full and (edge is None or edge >= now.position):
        return Page(items, Cursor(cursor.epoch, now), more=False)
    ahead = cursor.ahead or now
    return Page(items, replace(cursor, ahead=ahead, last=ahead.position if reached is None else reached), more=True)


def item(row: Row[Any]) -> Item:
    told = record.encoded(row) if row.tin else (row.client or "{}").encode()
    return Item(row.id, row.kind, row.at, row.position, row.subject, told)
