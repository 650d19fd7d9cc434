"""What a cursor has not seen, as one statement: the changes, what they are about, and the moment at which it was asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    SQLColumnExpression,
    Subquery,
    Text,
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
from app.register import record
from app.register.cursor import MARK, Cursor, Seen
from app.register.models import Change, Entry, Restricted
from app.register.record import View
from app.register.words import ChangeKind

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
    """At least one row: where nothing is unseen, the moment alone."""
    now, page = moment(cursor.newest).cte("now"), oldest(cursor, limit, kinds)
    about = case((page.c.client_id.is_not(None), client()))
    told = select(now, page, func.coalesce(page.c.operator, page.c.client_id).label("subject"), about.label("client"))
    return (
        told.add_columns(*record.columns(view))
        .select_from(now.outerjoin(page, true()))
        .outerjoin(Entry, Entry.operator_id == page.c.operator_id)
        .outerjoin(Restricted, Restricted.entry_id == Entry.id)
        .outerjoin(ApiClient, ApiClient.client_id == page.c.client_id)
        .order_by(page.c.position)
    )


def oldest(cursor: Cursor, limit: int, kinds: Sequence[ChangeKind]) -> Subquery:
    wanted = select(
        Change.id, Change.kind, Change.at, Change.position, Change.operator_id, Change.client_id, Change.tin.label("operator")
    ).where(Change.epoch == EPOCH, Change.kind.in_(kinds), beyond(cursor.seen))
    if cursor.ahead:
        wanted = wanted.where(not_(beyond(cursor.ahead)), Change.position > fixed(cursor.last))
    return wanted.order_by(Change.position).limit(limit).subquery("page")


def beyond(seen: Seen) -> ColumnElement[bool]:
    """Three conditions, each with its index; where the snapshot is a recent one, each finds few rows."""
    later = [Change.position > fixed(seen.position), Change.xid >= fixed(seen.xmax)]
    return or_(*later, *(Change.xid == fixed(xid) for xid in seen.running))


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
