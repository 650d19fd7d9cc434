"""Rows of the past as they are read: of many operators there are thousands, and none of them is changed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from app.authorisations.states import Status
from app.programme.words import AuthorisationType


class Published(NamedTuple):
    """A publication; its members are the names of its columns."""

    id: UUID
    operator_id: UUID
    seq: int
    known_from: datetime
    holds_until: datetime
    name: str
    country: str
    roles: list[str]
    computation_id: UUID


class Span(NamedTuple):
    """A period of a status, as far as an answer tells of it; its members are the names of its columns."""

    operator_id: UUID
    authorisation_id: UUID
    number: str
    type: AuthorisationType
    granted_on: date
    status: Status
    since: date
    effective_from: date
    effective_to: date | None
    suspended_until: date | None
    suspended_parts: list[dict[str, Any]]
    valid_to: datetime | None
    known_from: datetime
    known_to: datetime | None

    def is_known(self, moment: datetime) -> bool:
        return self.known_from <= moment and (self.known_to is None or moment < self.known_to)

    def status_on(self, _day: date, /) -> Status:
        """Of every day in it."""
        return self.status

    def since_on(self, _day: date, /) -> date:
        return self.since

    def parts_on(self, _day: date, /) -> list[dict[str, Any]]:
        return self.suspended_parts
