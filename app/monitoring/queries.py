"""Incidents with what belongs to them, in few queries."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.orm import joinedload

from app.accounts.models import User
from app.monitoring.models import Incident
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
