"""Who sits at the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.accounts.models import User
from app.accounts.words import OfficerRole
from app.core import clock
from app.monitoring import policy as monitoring


@dataclass(frozen=True)
class Seat:
    """All of an officer that decides about the rows of the desk, and the day they are seen on.

    It can be a key: the statement that finds the rows is long, and is made once for a seat.
    """

    id: UUID
    roles: frozenset[OfficerRole]
    looks_into_incidents: bool
    day: date

    def holds(self, *roles: OfficerRole) -> bool:
        return not self.roles.isdisjoint(roles)


def seat_of(viewer: User) -> Seat:
    return Seat(viewer.id, viewer.officer_roles, monitoring.can_assess(viewer), clock.today())
