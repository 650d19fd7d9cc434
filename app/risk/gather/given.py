"""What was granted, when customs was there, and when the status was broken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.applications.models import Application
from app.authorisations.models import Authorisation
from app.history.models import Event
from app.risk.gather.stated import Said
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


def validated_on(visits: Sequence[Said], line: Sequence[Given]) -> date | None:
    """The last visit that was reported, or that a grant rested on. A grant on paper alone validates nothing on site."""
    reported = [date.fromisoformat(one.told["on"]) for one in visits]
    granted = [one.authorisation.validated_on for one in line if one.authorisation.validated_on]
    return max([*reported, *granted], default=None)
