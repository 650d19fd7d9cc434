"""All records as lines, streamed by TIN out of one snapshot of the database: as many as there are, in the memory of a few."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row, literal, select
from sqlalchemy.orm import Session

from app.accounts.models import ApiClient
from app.register import record, unseen
from app.register.cursor import Cursor
from app.register.models import Change, Entry, Restricted
from app.register.record import View

AT_ONCE = 2_000
ENDED = b"\n"


class Lines(NamedTuple):
    """Some records, in each view; `changed` are those of them that changed since the snapshot before."""

    of: dict[View, list[bytes]]
    changed: dict[View, list[bytes]]


def lines(session: Session, since: Cursor | None) -> Iterator[Lines]:
    for rows in streamed(session, since):
        told = {view: [record.written(row, view) + ENDED for row in rows] for view in View}
        changed = [number for number, row in enumerate(rows) if row.changed]
        yield Lines(told, {view: [told[view][number] for number in changed] for view in View})


def streamed(session: Session, since: Cursor | None) -> Iterator[Sequence[Row[Any, *tuple[Any, ...]]]]:
    changed = select(Change.operator_id).where(Change.epoch == unseen.EPOCH, unseen.beyond(since.newest)) if since else None
    is_changed = literal(False) if changed is None else Entry.operator_id.in_(changed)
    everything = select(*record.columns(View.NODE), is_changed.label("changed")).join(Restricted, Restricted.entry_id == Entry.id)
    ordered = everything.order_by(Entry.tin.collate("C")).execution_options(yield_per=AT_ONCE)
    return session.execute(ordered).partitions()


def clients(session: Session) -> list[bytes]:
    """The systems that a look-up node answers to, as the feed tells them."""
    told = session.scalars(select(unseen.client()).where(ApiClient.disabled_at.is_(None)).order_by(ApiClient.client_id))
    return [one.encode() + ENDED for one in told]
