"""Keeping what was counted: by the hour, in one transaction with what it came in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Text, case, delete, func, select
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.orm import Session

from app.accounts.models import ApiClient
from app.core import bulk, clock, ids
from app.core.bulk import among
from app.core.errors import Invalid
from app.register.models import Entry
from app.usage.entitled import entitled
from app.usage.models import HourOfUse, Look, UsageBatch
from app.usage.noted import Read

Counted = type[HourOfUse] | type[Look]

KEPT_FOR, BATCHES_KEPT_FOR, AHEAD = timedelta(days=400), timedelta(days=30), timedelta(minutes=1)


class NotTimely(Invalid):
    """Told of another time than that of which batches are remembered: it could be counted twice, or stand there for ever."""

    def __init__(self, field: str) -> None:
        super().__init__(f"Moments lie within the last {BATCHES_KEPT_FOR.days} days.", field)


class Count(NamedTuple):
    """So often one system did one thing."""

    client_id: str
    operation: str
    calls: int
    ids: int
    refused: int = 0


def take(session: Session, node: ApiClient, batch_id: UUID, at: datetime, uses: Iterable[Count], reads: Iterable[Read]) -> bool:
    """Count what a node sends; False, and nothing counted, where it was counted before. `NotTimely`.

    Looks by systems that had no right to them are left out.
    """
    reads, now = list(reads), clock.now()
    for field, moments in {"at": [at], "reads": [one.at for one in reads]}.items():
        if not all(now - BATCHES_KEPT_FOR < moment <= now + AHEAD for moment in moments):
            raise NotTimely(field)
    row = insert(UsageBatch).values(id=batch_id, node_id=node.id, taken_at=now)
    if session.execute(row.on_conflict_do_nothing().returning(UsageBatch.id)).first() is None:
        return False
    keep(session, at, uses, entitled(session, node, reads), node=node)
    return True


def keep(session: Session, at: datetime, uses: Iterable[Count], reads: Iterable[Read], *, node: ApiClient | None = None) -> None:
    """Add it to what is known of these hours. Systems and numbers that nobody knows are left out."""
    uses, reads = list(uses), list(reads)
    clients = known_clients(session, {one.client_id for one in uses} | {one.client_id for one in reads})
    add_uses(session, at, [one for one in uses if one.client_id in clients], clients)
    add_reads(session, [one for one in reads if one.client_id in clients], clients, [node.client_id] if node else [])


def known_clients(session: Session, names: Collection[str]) -> dict[str, UUID]:
    found = select(ApiClient.client_id, ApiClient.id).where(ApiClient.client_id.in_(names))
    return {one.client_id: one.id for one in session.execute(found)}


def add_uses(session: Session, at: datetime, uses: Iterable[Count], clients: Mapping[str, UUID]) -> None:
    added: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for one in uses:
        added[one.client_id, one.operation].update(counts(one))
    when = {"hour": hour_of(at), "last_at": at}
    rows = [{"client_id": clients[name], "operation": what, **when, **sums} for (name, what), sums in added.items()]
    add(session, HourOfUse, rows, ("client_id", "hour", "operation"), ("calls", "ids", "refused"))


def counts(one: Count) -> dict[str, int]:
    return {"calls": one.calls, "ids": one.ids, "refused": one.refused}


def add_reads(session: Session, reads: Iterable[Read], clients: Mapping[str, UUID], nodes: list[str]) -> None:
    """One row for a system, a business and an hour, however often it looked."""
    met: dict[tuple[str, UUID, datetime], list[datetime]] = {}
    for one in reads:
        for tin in one.tins:
            met.setdefault((tin, clients[one.client_id], hour_of(one.at)), []).append(one.at)
    operators = known_operators(session, {tin for tin, _, _ in met})
    rows = [
        {"operator_id": operators[tin], "client_id": client, "hour": hour, "times": len(when)}
        | {"first_at": min(when), "last_at": max(when), "nodes": nodes}
        for (tin, client, hour), when in met.items()
        if tin in operators
    ]
    add(session, Look, rows, ("operator_id", "client_id", "hour"), ("times",))


def known_operators(session: Session, tins: Collection[str]) -> dict[str, UUID]:
    found = select(Entry.tin, Entry.operator_id).where(among(Entry.tin, tins, Text))
    return {one.tin: one.operator_id for one in session.execute(found)}


def add(session: Session, model: Counted, rows: list[dict[str, Any]], key: tuple[str, ...], added: tuple[str, ...]) -> None:
    """In one statement, and in the order of the keys: two that add to the same rows do not wait for each other in a circle."""
    if not rows:
        return
    rows.sort(key=lambda row: tuple(row[name] for name in key))
    written = [{"id": ids.fresh()} | row for row in rows]
    statement = bulk.insertion(model, written, {})
    session.execute(statement.on_conflict_do_update(index_elements=list(key), set_=sums(model, statement, added)))


def sums(model: Counted, new: Insert, added: tuple[str, ...]) -> dict[str, ColumnElement[Any]]:
    told = {name: getattr(model, name) + new.excluded[name] for name in added}
    first = {"first_at": func.least(Look.first_at, new.excluded.first_at), "nodes": all_nodes(new)} if model is Look else {}
    return told | first | {"last_at": func.greatest(model.last_at, new.excluded.last_at)}


def all_nodes(new: Insert) -> ColumnElement[Any]:
    """Each once."""
    more = new.excluded.nodes
    return case((Look.nodes.contains(more), Look.nodes), else_=Look.nodes.concat(more))


def hour_of(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


def sweep(session: Session) -> None:
    """Forget what is older than thirteen months, and the ids of batches nobody sends again."""
    end = clock.now() - KEPT_FOR
    session.execute(delete(HourOfUse).where(HourOfUse.hour < end))
    session.execute(delete(Look).where(Look.hour < end))
    session.execute(delete(UsageBatch).where(UsageBatch.taken_at < clock.now() - BATCHES_KEPT_FOR))
