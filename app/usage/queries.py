"""What is asked of the counts: by managers of all systems, by a business of those that looked at it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Date, Select, SQLColumnExpression, cast, func, select
from sqlalchemy.orm import Session

from app.accounts.clients import Scope
from app.accounts.models import ApiClient
from app.core import clock
from app.usage.models import HourOfUse, Look

LOOKED_BACK, MONTHS = 30, 12
OPERATIONS_AT_MOST = LOOKS_AT_MOST = 50
WITH_CREDIT, IN_WHOLE = {Scope.RISK, Scope.NODE}, {Scope.SNAPSHOT, Scope.CHANGES}


class Total(NamedTuple):
    """Of one system, or of one thing it did, within the days looked back at."""

    calls: int
    ids: int
    refused: int
    last_at: datetime | None


class Day(NamedTuple):
    day: date
    calls: int
    ids: int
    refused: int


class Looker(NamedTuple):
    """A system that looked at a business, and in which month."""

    month: date
    system: str


class Looked(NamedTuple):
    """How often a system looked at a business in a month, and which look-up nodes told of that: none where it asked here."""

    month: date
    system: str
    nodes: list[str]
    times: int
    last_at: datetime


SUMS = (func.sum(HourOfUse.calls), func.sum(HourOfUse.ids), func.sum(HourOfUse.refused))


def days(number: int = LOOKED_BACK) -> list[date]:
    """The last so many, today included."""
    return [clock.today() - timedelta(days=back) for back in reversed(range(number))]


def totals(session: Session) -> dict[UUID, Total]:
    """By system; one that asked nothing within these days is not in it."""
    grouped = select(HourOfUse.client_id, *SUMS, func.max(HourOfUse.last_at)).group_by(HourOfUse.client_id)
    rows = session.execute(grouped.where(HourOfUse.hour >= clock.start_of(days()[0])))
    return {client: Total(int(calls), int(ids), int(refused), last) for client, calls, ids, refused, last in rows}


def by_operation(session: Session, client: ApiClient) -> list[tuple[str, Total]]:
    """The most used first."""
    grouped = select(HourOfUse.operation, *SUMS, func.max(HourOfUse.last_at)).group_by(HourOfUse.operation)
    since = grouped.where(HourOfUse.client_id == client.id, HourOfUse.hour >= clock.start_of(days()[0]))
    rows = session.execute(since.order_by(SUMS[0].desc(), HourOfUse.operation).limit(OPERATIONS_AT_MOST))
    return [(name, Total(int(calls), int(ids), int(refused), last)) for name, calls, ids, refused, last in rows]


def by_day(session: Session, client: ApiClient) -> list[Day]:
    """Each of the days looked back at, also those without a call; a day is that of the authority."""
    day = cast(func.timezone(str(clock.zone()), HourOfUse.hour), Date)
    grouped = select(day, *SUMS).where(HourOfUse.client_id == client.id, HourOfUse.hour >= clock.start_of(days()[0]))
    found = {one: (int(calls), int(ids), int(refused)) for one, calls, ids, refused in session.execute(grouped.group_by(day))}
    return [Day(one, *found.get(one, (0, 0, 0))) for one in days()]


def last_use(session: Session, client: ApiClient) -> datetime | None:
    """Ever, as far back as is kept."""
    return session.scalar(select(func.max(HourOfUse.last_at)).where(HourOfUse.client_id == client.id))


def lookers(session: Session, operator_id: UUID) -> Sequence[Looker]:
    """Which system looked in which month, the newest first; the moments are between customs and the systems."""
    month = month_of_look()
    wanted = looked(operator_id, month, ApiClient.name).distinct()
    return [Looker(*row) for row in session.execute(wanted.order_by(month.desc(), ApiClient.name))]


def looks(session: Session, operator_id: UUID) -> list[Looked]:
    """For officers; of very many the newest."""
    month, last = month_of_look(), func.max(Look.last_at)
    wanted = looked(operator_id, month, ApiClient.name, Look.nodes, func.sum(Look.times), last)
    newest = wanted.group_by(month, ApiClient.name, Look.nodes).order_by(month.desc(), ApiClient.name, last.desc())
    rows = session.execute(newest.limit(LOOKS_AT_MOST))
    return [Looked(when, system, nodes, int(times), last_at) for when, system, nodes, times, last_at in rows]


def looked(operator_id: UUID, *told: SQLColumnExpression[Any]) -> Select[Any]:
    since = clock.start_of(clock.today() - timedelta(days=31 * MONTHS))
    found = select(*told).join_from(Look, ApiClient, ApiClient.id == Look.client_id)
    return found.where(Look.operator_id == operator_id, Look.hour >= since)


def readers_of_all(session: Session) -> list[str]:
    """Systems that may read the credit of every business in files or as it changes: of that no look at one is kept."""
    having = select(ApiClient.name, ApiClient.scopes).where(ApiClient.disabled_at.is_(None))
    found = session.execute(having.order_by(ApiClient.name, ApiClient.client_id))
    return [name for name, scopes in found if all(not one.isdisjoint(scopes) for one in (WITH_CREDIT, IN_WHOLE))]


def month_of_look() -> SQLColumnExpression[date]:
    return cast(func.date_trunc("month", func.timezone(str(clock.zone()), Look.hour)), Date)
