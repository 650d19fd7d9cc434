"""From the feed to what is due at each webhook: in one statement, however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import BigInteger, Column, ColumnElement, DateTime, Select, Text, Uuid, cast, func, literal, null, select
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.orm import Session

from app.accounts.models import ApiClient
from app.core import clock
from app.register.feed import pages
from app.register.feed.cursor import Cursor, Expired
from app.register.feed.pages import Item
from app.webhooks import policy, queries
from app.webhooks.models import Delivery, Spread, Subscription
from app.webhooks.words import DeliveryState

PAGE = 1000
ONLY = UUID(int=0)  # there is one row
RENEWED_AFTER = timedelta(days=1)  # a cursor nobody moves on grows too old
FACTS = (
    Column("event_id", Uuid),
    Column("type", Text),
    Column("tin", Text),
    Column("seq", BigInteger),
    Column("happened_at", DateTime(timezone=True)),
)
COLUMNS = ("id", "subscription_id", "event_id", "type", "tin", "seq", "happened_at", "state", "tries", "next_at", "settled_at")


def spread(session: Session) -> bool:
    """Make due what the feed has that was not spread before; whether there is more. Another process that is at it does it alone.

    Where the register began anew, so do we: who follows it takes a snapshot then, whatever a webhook says.
    """
    last = session.scalars(select(Spread).with_for_update(skip_locked=True)).one_or_none()
    if last is None:
        first = {"id": ONLY, "cursor": str(pages.head(session)), "moved_at": clock.now()}
        session.execute(insert(Spread).values(first).on_conflict_do_nothing())
        return False
    try:
        page = pages.read(session, Cursor.read(last.cursor), PAGE)
    except Expired:
        move(last, pages.head(session))
        return False
    if page.items:
        session.execute(due(page.items, queries.RUNNING).on_conflict_do_nothing())
    if page.items or last.moved_at < clock.now() - RENEWED_AFTER:
        move(last, page.cursor)
    return page.more


def move(last: Spread, cursor: Cursor) -> None:
    last.cursor, last.moved_at = str(cursor), clock.now()


def again(session: Session, subscription: Subscription, items: Sequence[Item]) -> int:
    """Make due at one webhook what it may have been told before, and how many messages that are."""
    statement = due(items, Subscription.id == subscription.id)
    anew = {name: statement.excluded[name] for name in ("state", "tries", "next_at", "settled_at")}
    told = statement.on_conflict_do_update(index_elements=["subscription_id", "event_id"], set_=anew)
    return len(session.scalars(told.returning(Delivery.id)).all())


def due(items: Sequence[Item], where: ColumnElement[bool]) -> Any:
    """Each change to each webhook that asked for its type, and whose system may read it."""
    return insert(Delivery).from_select(COLUMNS, deliveries(orjson.dumps([facts(item) for item in items]).decode(), where))


def deliveries(changes: str, where: ColumnElement[bool]) -> Select[Any]:
    told = func.jsonb_to_recordset(cast(literal(changes), JSONB)).table_valued(*FACTS).render_derived(with_types=True)
    return (
        select(
            func.gen_random_uuid(),
            Subscription.id,
            *(told.c[name] for name in ("event_id", "type", "tin", "seq", "happened_at")),
            literal(DeliveryState.DUE),
            literal(0),
            literal(clock.now()),
            null(),
        )
        .select_from(Subscription)
        .join(ApiClient, ApiClient.id == Subscription.client_id)
        .join(told, Subscription.types.has_key(told.c.type) & policy.may_be_told(told.c.type))
        .where(where)
    )


def facts(item: Item) -> dict[str, object]:
    seq = orjson.loads(item.data)["seq"]
    return {"event_id": item.id, "type": item.kind.api, "tin": item.subject, "seq": seq, "happened_at": item.at}
