"""The clock of a case, from what happened in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Protocol

from app.applications.models import Application, Request
from app.applications.states import RequestState
from app.assessment.clock import CaseClock, Wait, clock_of
from app.core import clock
from app.programme.rules import rules


class Heard(Protocol):
    """A hearing, as far as the clock looks at it: decisions lie above this room."""

    @property
    def opened_at(self) -> datetime: ...
    @property
    def served_on(self) -> date: ...
    @property
    def due_on(self) -> date: ...
    @property
    def replied_at(self) -> datetime | None: ...


def clock_for(application: Application, requests: Iterable[Request], hearings: Iterable[Heard] = ()) -> CaseClock | None:
    """The dates of a case; None before it is accepted."""
    if application.accepted_on is None:
        return None
    waits = sorted([*asked(requests), *heard(hearings)], key=lambda wait: (wait.since, wait.why))
    closed_on = clock.day_of(application.closed_at) if application.closed_at else None
    return clock_of(application.accepted_on, rules().days.decide, waits, closed_on)


def asked(requests: Iterable[Request]) -> Iterator[Wait]:
    """A request adds the period set, days that an earlier one covers only once; one that was withdrawn leaves no trace."""
    covered = date.min
    for request in sorted(requests, key=lambda request: (request.asked_at, request.number)):
        if request.state is not RequestState.WITHDRAWN:
            since = clock.day_of(request.asked_at)
            until = clock.day_of(request.answered_at) if request.answered_at else None
            adds = max((request.due_on - max(since, covered)).days, 0)
            covered = max(covered, request.due_on)
            yield Wait(since, until, adds, f"Request {request.number}, period set")


def heard(hearings: Iterable[Heard]) -> Iterator[Wait]:
    """The time to reply is added once for the hearings of one day. The ball comes back with the reply, or when it is over."""
    extended: set[date] = set()
    for hearing in hearings:
        until = clock.day_of(hearing.replied_at) if hearing.replied_at else hearing.due_on + timedelta(days=1)
        is_over = hearing.replied_at is not None or until <= clock.today()
        since = clock.day_of(hearing.opened_at)
        adds = 0 if since in extended else (hearing.due_on - hearing.served_on).days
        extended.add(since)
        yield Wait(since, until if is_over else None, adds, "Right to be heard, time to reply")
