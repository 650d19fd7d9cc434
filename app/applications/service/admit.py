"""Admissibility: accepted, returned once for what is missing, or not accepted."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.applications import policy
from app.applications.models import Application
from app.applications.states import LIFECYCLE, State
from app.core import clock
from app.core.errors import Invalid, allow
from app.history.kinds import Kind
from app.history.service import record
from app.programme.rules import rules


class ReturnedBefore(Invalid):
    """What is missing is asked for once, all together."""

    def __init__(self) -> None:
        super().__init__("It was returned once already. Accept it and ask for the rest, or do not accept it.")


class Unsaid(Invalid):
    """The trader reads why."""


def accept(session: Session, application: Application, *, by: User) -> None:
    """The clock of the decision starts. Not answered in time, it counts as accepted from the day it was sent."""
    allow(policy.can_admit(by))
    _lock(session, application)
    application.state = LIFECYCLE.step(application.state, State.UNDER_ASSESSMENT)
    application.accepted_on = starts_on(application)
    application.officer_id = application.officer_id or by.id
    decide_by = application.accepted_on + timedelta(days=rules().days.decide)
    from_on = application.accepted_on.isoformat()
    facts = {"accepted_on": from_on, "decide_by": decide_by.isoformat()}
    record(session, Kind.APPLICATION_ACCEPTED, about=application, by=by, case=application.id, **facts)


def send_back(session: Session, application: Application, *, by: User, missing: str) -> None:
    """Give it back to the trader to complete, with a day to send it again.

    `Unsaid` without what is missing, `ReturnedBefore` the second time.
    """
    allow(policy.can_admit(by))
    _lock(session, application)
    if not missing.strip():
        raise Unsaid("Say what is missing, and what the trader has to do", "missing")
    if application.returned_at:
        raise ReturnedBefore
    application.state = LIFECYCLE.step(application.state, State.RETURNED)
    application.returned_at, application.returned_reason = clock.now(), missing.strip()
    application.officer_id = application.officer_id or by.id
    facts = {"missing": missing.strip(), "due_on": supply_by(application).isoformat()}
    record(session, Kind.APPLICATION_RETURNED, about=application, by=by, case=application.id, **facts)


def not_accept(session: Session, application: Application, *, by: User, reason: str) -> None:
    """Refuse to look into it: another authority, or a bar; `Unsaid` without a reason.

    No hearing goes before; a new one may be sent at any time.
    """
    allow(policy.can_admit(by))
    _lock(session, application)
    if not reason.strip():
        raise Unsaid("Write the reason: the trader reads it", "reason")
    application.state = LIFECYCLE.step(application.state, State.NOT_ACCEPTED)
    application.closed_at = clock.now()
    record(session, Kind.APPLICATION_NOT_ACCEPTED, about=application, by=by, case=application.id, reason=reason.strip())


def supply_by(application: Application) -> date:
    """The day by which a returned application should come again."""
    returned = application.returned_at or clock.now()
    return clock.day_of(returned) + timedelta(days=rules().days.supply_missing)


def answer_by(application: Application) -> date:
    """The day by which customs says whether it accepts the application."""
    return _sent_on(application) + timedelta(days=rules().days.accept)


def starts_on(application: Application) -> date:
    """The day from which the clock of the decision runs if the application is accepted today."""
    return clock.today() if clock.today() <= answer_by(application) else _sent_on(application)


def _sent_on(application: Application) -> date:
    return clock.day_of(application.submitted_at or clock.now())


def _lock(session: Session, application: Application) -> None:
    """One officer at a time: who comes second sees what the first one did."""
    columns = ["state", "version", "officer_id", "returned_at", "submitted_at"]
    session.refresh(application, columns, with_for_update=True)
