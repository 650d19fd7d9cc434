"""All records as lines, by TIN: as many as there are, in the memory of a few."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import compress, islice
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import ApiClient
from app.register.feed import record, unseen, whole
from app.register.feed.cursor import Cursor
from app.register.feed.record import View

AT_ONCE = 500


class Lines(NamedTuple):
    """Some records, in each view; `changed` are those of them that changed since the snapshot before."""

    of: Mapping[View, Sequence[bytes]]
    changed: Mapping[View, Sequence[bytes]]


def lines(session: Session, since: Cursor | None) -> Iterator[Lines]:
    records = whole.streamed(session, since)
    while some := list(islice(records, AT_ONCE)):
        grown = zip(*(record.growing(one.tin, one.seq, one.status, one.risk, one.node) for one in some), strict=True)
        of = dict(zip(View, grown, strict=True))
        has_changed = [one.has_changed for one in some]
        yield Lines(of, {view: list(compress(told, has_changed)) for view, told in of.items()})


def clients(session: Session) -> list[bytes]:
    """The systems that a look-up node answers to, as the feed tells them."""
    told = session.scalars(select(unseen.client()).where(ApiClient.disabled_at.is_(None)).order_by(ApiClient.client_id))
    return [one.encode() for one in told]
