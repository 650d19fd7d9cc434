"""Adding outcomes to the sums, and taking away those they correct."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core import clock, many
from app.outcomes.filed import Counts, Filed, counts
from app.outcomes.sums import due, operator_day, operator_sum, peer, peer_sum, source
from app.outcomes.words import Selection

PEER = ("month", "role", "size", "trader")

Key = tuple[Any, ...]
Change = tuple[Filed, int]  # an outcome that is added (1), or taken away again (-1)


def add(session: Session, system: str, changes: Iterable[Change]) -> None:
    """In the order of their keys, so that two systems never wait for each other."""
    kept = list(changes)
    ours = [change for change in kept if change[0].operator_id]
    others = [change for change in kept if not change[0].operator_id]
    upsert(session, operator_sum, summed(ours, lambda one: (one.operator_id, one.month, one.role, one.selection), counts))
    upsert(session, operator_day, summed(ours, lambda one: (one.operator_id, one.on, one.role), checks))
    upsert(session, peer_sum, summed(others, lambda one: (one.month, one.role, one.size, one.selection), counts))
    upsert(session, source, summed(kept, lambda one: (system, one.month), amounts))
    note_peers(session, [one for one, sign in others if sign > 0])


def checks(one: Filed) -> Counts:
    return {"checks": 1, "errors": int(one.counts_against)} if one.is_check else {}


def amounts(one: Filed) -> Counts:
    if one.withdrawn:
        return {}
    controlled = one.selection is not Selection.NONE
    return {"declarations": 1, "controls": int(controlled), "sampled": int(one.is_check)}


def summed(changes: Iterable[Change], key: Any, adds: Any) -> Mapping[Key, Counts]:
    sums: dict[Key, Counts] = defaultdict(lambda: defaultdict(int))
    for one, sign in changes:
        for name, number in adds(one).items():
            sums[key(one)][name] += sign * number
    return sums


def upsert(session: Session, table: Table, sums: Mapping[Key, Counts]) -> None:
    keys = [str(column.name) for column in table.primary_key]
    names = [str(column.name) for column in table.columns if not column.primary_key]
    statement = many.from_rows(table, [*keys, *names])
    more = {name: table.c[name] + statement.excluded[name] for name in names}
    rows = [
        dict(zip(keys, place, strict=True)) | {name: sums[place].get(name, 0) for name in names}
        for place in sorted(sums, key=str)
        if any(sums[place].values())
    ]
    many.put(session, statement.on_conflict_do_update(index_elements=keys, set_=more), rows)


def note_peers(session: Session, new: Iterable[Filed]) -> None:
    """Each trader once a month: how many they were is known, who they were is not."""
    seen = {(one.month, one.role, one.size, number_of(one.trader)) for one in new}
    rows = [dict(zip(PEER, place, strict=True)) for place in sorted(seen, key=str)]
    many.put(session, many.from_rows(peer, PEER).on_conflict_do_nothing(), rows)


def number_of(trader: str) -> int:
    return int.from_bytes(sha256(trader.encode()).digest()[:8], "big", signed=True)


def mark(session: Session, operator_ids: Iterable[UUID]) -> bool:
    """These are to be computed anew; whether any of them was not waiting already."""
    rows = [{"operator_id": one, "since": clock.now()} for one in sorted(operator_ids)]
    if not rows:
        return False
    statement = insert(due).values(rows).on_conflict_do_nothing().returning(due.c.operator_id)
    return session.execute(statement).first() is not None
