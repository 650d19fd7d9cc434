"""Incidents with what belongs to them, in few queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased, joinedload

from app.accounts.models import User
from app.history.kinds import Kind
from app.history.models import Event
from app.monitoring.models import Incident, Review
from app.monitoring.policy import visible_to
from app.monitoring.states import State


def in_state(user: User, state: State) -> Select[Incident]:
    """The oldest first of what has to be looked into; of what was, the newest first."""
    found = visible_to(user).where(Incident.state == state).options(joinedload(Incident.operator))
    if state is State.REPORTED:
        return found.order_by(Incident.reported_at, Incident.reference)
    return found.order_by(Incident.reported_at.desc(), Incident.reference.desc())


def whole(user: User, incident_id: UUID) -> Select[Incident]:
    """One incident with its business, its place and its people."""
    known = (Incident.operator, Incident.site, Incident.reported_by, Incident.assessed_by)
    return visible_to(user).where(Incident.id == incident_id).options(*(joinedload(one) for one in known))


@dataclass(frozen=True)
class Addition:
    """What the business told after its report."""

    at: datetime
    by: str
    text: str


def additions(session: Session, incident: Incident) -> Sequence[Addition]:
    """The oldest first."""
    query = select(Event, User.name).join(User, User.id == Event.by_id)
    mine = query.where(Event.about_id == incident.id, Event.kind == Kind.INCIDENT_ADDED_TO).order_by(Event.position)
    return [Addition(event.at, name, str(event.facts["text"])) for event, name in session.execute(mine)]


def together(
    session: Session, incidents: Select[Incident], reviews: Select[Review]
) -> tuple[Sequence[Incident], Sequence[Review]]:
    """Both lists in one query, the oldest first."""
    incident, review = aliased(Incident, incidents.subquery()), aliased(Review, reviews.subquery())
    both = select(incident, review).join(review, review.id == incident.id, full=True)  # never the same: no row holds two
    ordered = both.order_by(incident.reported_at, incident.id, review.due_on, review.id)
    rows: Sequence[Any] = session.execute(ordered).all()
    return [one for one, _ in rows if one is not None], [one for _, one in rows if one is not None]
