"""What a cursor has not seen, as one statement: the changes, what they are about, and the moment at which it was asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Select,
    SQLColumnExpression,
    Subquery,
    Text,
    and_,
    bindparam,
    case,
    cast,
    column,
    func,
    not_,
    or_,
    select,
    table,
    true,
)

from app.accounts.models import ApiClient
from app.register.feed import record
from app.register.feed.cursor import MARK, Cursor, Seen
from app.register.feed.models import Change
from app.register.feed.record import View
from app.register.feed.words import ChangeKind
from app.register.models import Entry, Restricted

WINDOW = 10_000
SEQUENCE = table("register_change_position_seq", column("last_value"))
ERA = select(func.register_epoch_now().label("epoch")).cte("era")
EPOCH = select(ERA.c.epoch).scalar_subquery()


def moment(known: Seen | None = None) -> Select[Any]:
    """One row: the snapshot that reads it, the newest change in it, and whether the one that was known is the same still."""
    newest = select(Change.position, Change.id).where(Change.epoch == EPOCH).order_by(Change.position.desc()).limit(1)
    last = newest.subquery("last")
    then = select(mark(Change.id)).where(Change.epoch == EPOCH, Change.position == (known.position if known else 0))
    return select(
        cast(func.pg_current_snapshot(), Text).label("snapshot"),
        ERA.c.epoch.label("epoch"),
        last.c.position.label("newest"),
        mark(last.c.id).label("mark"),
        select(SEQUENCE.c.last_value).scalar_subquery().label("handed_out"),
        then.scalar_subquery().label("found"),
    ).select_from(ERA.outerjoin(last, true()))


def mark(change_id: SQLColumnExpression[UUID]) -> ColumnElement[str]:
    return func.left(cast(change_id, Text), MARK)


def changes(cursor: Cursor, limit: int, view: View, kinds: Sequence[ChangeKind]) -> Select[Any]:
    """At least one row: where nothing is unseen, the moment alone. What lies beyond `edge` was not looked at."""
    now, edge = moment(cursor.newest).cte("now"), window(start_of(cursor))
    page = oldest(cursor, edge, limit, kinds)
    about = case((page.c.client_id.is_not(None), client()))
    told = select(now, page, edge, func.coalesce(page.c.operator, page.c.client_id).label("subject"), about.label("client"))
    return (
        told.add_columns(*record.columns(view))
        .select_from(now.join(edge, true()).outerjoin(page, true()))
        .outerjoin(Entry, Entry.operator_id == page.c.operator_id)
        .outerjoin(Restricted, Restricted.entry_id == Entry.id)
        .outerjoin(ApiClient, ApiClient.client_id == page.c.client_id)
        .order_by(page.c.position)
    )


def start_of(cursor: Cursor) -> int:
    return max(cursor.last, cursor.seen.position)


def window(start: int) -> CTE:
    """A page looks at so many positions, from the first that is taken: it costs the same however far behind its reader is."""
    later = select(func.min(Change.position) + WINDOW).where(Change.epoch == EPOCH, Change.position > fixed(start))
    return select(later.scalar_subquery().label("edge")).cte("window")


def oldest(cursor: Cursor, window: CTE, limit: int, kinds: Sequence[ChangeKind]) -> Subquery:
    edge = select(window.c.edge).scalar_subquery()
    later = and_(Change.position > fixed(start_of(cursor)), Change.position <= edge)
    wanted = select(
        Change.id, Change.kind, Change.at, Change.position, Change.operator_id, Change.client_id, Change.tin.label("operator")
    ).where(Change.epoch == EPOCH, Change.kind.in_(kinds), or_(later, *overtaken(cursor)))
    if cursor.ahead:
        wanted = wanted.where(not_(beyond(cursor.ahead)))
    return wanted.order_by(Change.position).limit(limit).subquery("page")


def overtaken(cursor: Cursor) -> list[ColumnElement[bool]]:
    """Written before the last change that was seen, and committed after it. Never found by position: nearly all are lower."""
    if cursor.last >= cursor.seen.position:
        return []
    position = Change.position + 0
    between = and_(position > fixed(cursor.last), position <= fixed(cursor.seen.position))
    return [and_(between, slow) for slow in slower(cursor.seen)]


def slower(seen: Seen) -> list[ColumnElement[bool]]:
    """What transactions wrote that were not over then."""
    return [Change.xid >= fixed(seen.xmax), *(Change.xid == fixed(xid) for xid in seen.running)]


def beyond(seen: Seen) -> ColumnElement[bool]:
    return or_(Change.position > fixed(seen.position), *slower(seen))


def fixed(number: int) -> ColumnElement[int]:
    """Written into the statement, so that it is planned for this number: most readers stand near the end of a long table."""
    return bindparam(None, number, literal_execute=True)


def client() -> ColumnElement[str]:
    """What a look-up node must know of a system that asks it."""
    told = func.json_build_object(
        "client_id", ApiClient.client_id,
        "scopes", ApiClient.scopes,
        "certificates", ApiClient.certificates,
        "tokens_end", func.coalesce(cast(func.extract("epoch", ApiClient.tokens_end_at), BigInteger), 0),
        "is_disabled", ApiClient.disabled_at.is_not(None),
    )  # fmt: skip
    return cast(told, Text)
