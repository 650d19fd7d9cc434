"""What happened in a case or to a business, as officers read it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from app.accounts.models import OfficerGrant, User
from app.core.errors import allow
from app.history.kinds import Kind
from app.history.models import Event

AT_THE_BENCH = (Kind.CRITERION_RATED, Kind.OBSERVATION_RECORDED)


class Past(NamedTuple):
    """An event, and by whom: nobody is the portal itself."""

    event: Event
    name: str | None
    by_customs: bool


def of_case(viewer: User, application_id: UUID) -> Select[Any]:
    """All of one case, the newest first."""
    return events(viewer).where(Event.case_id == application_id)


def of_operator(viewer: User, operator_id: UUID) -> Select[Any]:
    """All of one business, the newest first, without the results of single criteria."""
    return events(viewer).where(Event.operator_id == operator_id, Event.kind.not_in(AT_THE_BENCH))


def events(viewer: User) -> Select[Any]:
    allow(viewer.is_officer)
    columns: list[Any] = [Event, User.name, by_customs(Event.by_id)]
    return select(*columns).outerjoin(User, User.id == Event.by_id).order_by(Event.position.desc())


def by_customs(person: Any) -> ColumnElement[bool]:
    return exists().where(OfficerGrant.user_id == person).correlate_except(OfficerGrant)


def news(session: Session, cases: Collection[UUID]) -> Mapping[UUID, list[Event]]:
    """What came in by the trader since customs last did something in each case, the oldest first."""
    acted = select(Event.case_id, func.max(Event.position).label("position"))
    last = acted.where(Event.case_id.in_(cases), by_customs(Event.by_id)).group_by(Event.case_id).subquery()
    came = select(Event).outerjoin(last, last.c.case_id == Event.case_id).where(Event.case_id.in_(cases))
    came = came.where(Event.position > func.coalesce(last.c.position, 0), Event.by_id.is_not(None), ~by_customs(Event.by_id))
    found: dict[UUID, list[Event]] = {}
    for event in session.scalars(came.order_by(Event.position)):
        found.setdefault(event.case_id or event.id, []).append(event)
    return found
