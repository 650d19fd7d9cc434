"""Noting what changed, in the transaction of the fact; the database rings for whoever waits, once it is committed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.core import bulk, clock, ids
from app.core.isolation import as_system
from app.register.content import Content
from app.register.feed.models import Change
from app.register.feed.words import ChangeKind

KEPT = timedelta(days=100)  # the newest change a cursor knows may be some days older than the cursor, which is good for 90
OF_A_COMPUTATION = {"as_of", "computed_at", "next_change_at", "valid_until"}
OF_A_STATUS = {"status", "type", "authorisations"}


def between(before: Content | None, after: Content) -> list[ChangeKind]:
    """The kinds of change that lead from one to the other. There is always one: each publication has a number of its own."""
    if before is None:
        return [ChangeKind.STATUS_CHANGED, ChangeKind.MODIFIER_CHANGED]
    compared = {
        ChangeKind.STATUS_CHANGED: status_of(before) != status_of(after),
        ChangeKind.MODIFIER_CHANGED: modifier_of(before) != modifier_of(after),
        ChangeKind.OPERATOR_CHANGED: before.search_key != after.search_key or not tell_the_same(before.master, after.master),
        ChangeKind.CONSENT_CHANGED: before.is_public != after.is_public,
    }
    return [kind for kind, is_so in compared.items() if is_so] or [ChangeKind.MODIFIER_RENEWED]


def tell_the_same(one: bytes, other: bytes) -> bool:
    """However they are written."""
    return one == other or bool(orjson.loads(one) == orjson.loads(other))


def status_of(content: Content) -> dict[str, Any]:
    """Two that are equal tell the same."""
    return {name: value for name, value in orjson.loads(content.status).items() if name in OF_A_STATUS}


def modifier_of(content: Content) -> dict[str, Any]:
    """Apart from the moment of its making."""
    return {name: value for name, value in orjson.loads(content.risk).items() if name not in OF_A_COMPUTATION}


def published(session: Session, written: Iterable[tuple[Content | None, Content]]) -> None:
    """Entries written anew, each after what it said before.

    The caller holds the operators' locks, so that the numbers of each are committed in their order.
    """
    now = clock.now()
    rows = [change(kind, before, after, now) for before, after in written for kind in between(before, after)]
    bulk.add_all(session, Change, rows, epoch=select(func.register_epoch_now()).scalar_subquery())


def change(kind: ChangeKind, before: Content | None, after: Content, at: datetime) -> dict[str, Any]:
    about = {"operator_id": after.operator_id, "tin": after.tin, "seq": after.seq, "seq_before": before and before.seq}
    return {"id": ids.fresh(), "kind": kind, **about, "at": at}


def note(session: Session, kind: ChangeKind, *, client_id: str | None = None) -> None:
    """What look-up nodes must know, whoever caused it: another client, key or policy. What it became is read with the feed."""
    with as_system(session):
        session.add(Change(kind=kind, client_id=client_id))


def sweep(session: Session) -> None:
    """Forget what no cursor reaches any more; the newest change stays, for cursors are known by it."""
    newest = select(func.max(Change.position)).scalar_subquery()
    session.execute(delete(Change).where(Change.at < clock.now() - KEPT, Change.position < newest))
