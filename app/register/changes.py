"""Noting what changed, in the transaction of the fact; the database rings for whoever waits, once it is committed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, NamedTuple, Self

import orjson
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.core import clock
from app.core.isolation import as_system
from app.register.folding import names
from app.register.models import Change, Entry
from app.register.words import ChangeKind

KEPT = timedelta(days=100)  # the newest change a cursor knows may be some days older than the cursor, which is good for 90
OF_A_COMPUTATION = {"as_of", "computed_at", "next_change_at", "valid_until"}
OF_A_STATUS = {"status", "type", "authorisations"}


def words_listed(entry: Entry) -> set[str]:
    """Those by which anybody finds it."""
    return set(entry.search_key) if entry.is_public else set()


class Published(NamedTuple):
    """What an entry said, apart from its number and the moment of its making: two that are equal tell the same."""

    seq: int
    status: dict[str, Any]
    modifier: dict[str, Any]
    operator: tuple[object, ...]
    is_public: bool
    words: set[str]
    names: set[str]

    @classmethod
    def of(cls, entry: Entry) -> Self:
        status, risk = orjson.loads(entry.restricted.status), orjson.loads(entry.restricted.risk)
        return cls(
            seq=entry.seq,
            status={name: value for name, value in status.items() if name in OF_A_STATUS},
            modifier={name: value for name, value in risk.items() if name not in OF_A_COMPUTATION},
            operator=(orjson.loads(entry.restricted.master), entry.search_key),
            is_public=entry.is_public,
            words=words_listed(entry),
            names=names(entry.name),
        )


def between(before: Published | None, after: Published) -> list[ChangeKind]:
    """The kinds of change that lead from one to the other. There is always one: each publication has a number of its own."""
    if before is None:
        return [ChangeKind.STATUS_CHANGED, ChangeKind.MODIFIER_CHANGED]
    compared = {
        ChangeKind.STATUS_CHANGED: before.status != after.status,
        ChangeKind.MODIFIER_CHANGED: before.modifier != after.modifier,
        ChangeKind.OPERATOR_CHANGED: before.operator != after.operator,
        ChangeKind.CONSENT_CHANGED: before.is_public != after.is_public,
    }
    return [kind for kind, is_so in compared.items() if is_so] or [ChangeKind.MODIFIER_RENEWED]


def published(session: Session, written: Iterable[tuple[Entry, Published | None]]) -> None:
    """Entries written anew, each with what it said before.

    The caller holds the operators' locks, so that the numbers of each are committed in their order.
    """
    for entry, before in written:
        about = {"operator_id": entry.operator_id, "tin": entry.tin, "seq": entry.seq, "seq_before": before and before.seq}
        session.add_all(Change(kind=kind, **about) for kind in between(before, Published.of(entry)))
    session.flush()


def note(session: Session, kind: ChangeKind, *, client_id: str | None = None) -> None:
    """What look-up nodes must know, whoever caused it: another client, key or policy. What it became is read with the feed."""
    with as_system(session):
        session.add(Change(kind=kind, client_id=client_id))


def sweep(session: Session) -> None:
    """Forget what no cursor reaches any more; the newest change stays, for cursors are known by it."""
    newest = select(func.max(Change.position)).scalar_subquery()
    session.execute(delete(Change).where(Change.at < clock.now() - KEPT, Change.position < newest))
