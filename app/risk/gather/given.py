"""What was granted, when customs was there, and when the status was broken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.applications.models import Application
from app.audits.models import Audit
from app.audits.states import State as AuditState
from app.authorisations.models import Authorisation
from app.history.models import Event
from app.risk.held import SUSPENSIONS


class Given(NamedTuple):
    """An authorisation, and the business as it was described when it was applied for."""

    authorisation: Authorisation
    profile: dict[str, Any] | None


def given(session: Session, ids: Collection[UUID]) -> Mapping[UUID, Sequence[Given]]:
    """By operator, the newest of each type first."""
    query = select(Authorisation, Application.profile).outerjoin(Application, Application.id == Authorisation.application_id)
    ordered = query.order_by(Authorisation.type, Authorisation.granted_on.desc(), Authorisation.number.desc())
    found: dict[UUID, list[Given]] = defaultdict(list)
    for authorisation, profile in session.execute(ordered.where(Authorisation.operator_id.in_(ids))):
        found[authorisation.operator_id].append(Given(authorisation, profile))
    return found


def suspensions(session: Session, ids: Collection[UUID]) -> Mapping[UUID, Sequence[Event]]:
    """When suspensions began and ended, by operator, the oldest first."""
    query = select(Event).where(Event.operator_id.in_(ids), Event.kind.in_(SUSPENSIONS)).order_by(Event.position)
    found: dict[UUID, list[Event]] = defaultdict(list)
    for event in session.scalars(query):
        if event.operator_id:
            found[event.operator_id].append(event)
    return found


def validated_on(session: Session, ids: Collection[UUID], lines: Mapping[UUID, Sequence[Given]]) -> Mapping[UUID, date]:
    """The last visit that was reported, or that a grant rested on. A grant on paper alone validates nothing on site."""
    reported = select(Audit.operator_id, func.max(Audit.ends_on)).where(Audit.operator_id.in_(ids))
    visits = reported.where(Audit.state == AuditState.REPORTED).group_by(Audit.operator_id)
    last = dict(session.execute(visits).all())
    for operator_id, line in lines.items():
        known = [last.get(operator_id), *(one.authorisation.validated_on for one in line)]
        if days := [day for day in known if day is not None]:
            last[operator_id] = max(days)
    return last
