"""Admissibility: accepted, returned once for what is missing, or not accepted."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.words import OfficerRole
from app.applications.models import Application
from app.applications.states import LIFECYCLE, OPEN, State
from app.core import clock
from app.core.errors import Invalid, WrongState, allow
from app.history.kinds import Kind
from app.history.service import record
from app.programme.rules import rules


class ReturnedBefore(Invalid):
    """What is missing is asked for once, all together."""

    def __init__(self) -> None:
        super().__init__("It was returned once already. Accept it and ask for the rest, or do not accept it.")


def take(session: Session, application: Application, *, by: User) -> None:
    """Become its case officer; from a colleague too, who is away or full."""
    allow(by.holds(OfficerRole.CASE_OFFICER), "Only a case officer takes a case.")
    if application.state not in OPEN - {State.DRAFT}:
        raise WrongState(f"{application.state.label}: there is nothing to take.")
    before = application.officer_id
    application.officer_id = by.id
    record(session, Kind.CASE_TAKEN, about=application, by=by, case=application.id, officer=by.name, before=str(before or ""))


def accept(session: Session, application: Application, *, by: User) -> None:
    """The clock of the decision starts. Not answered in time, it counts as accepted from the day it was sent."""
    allow(by.holds(OfficerRole.CASE_OFFICER))
    application.state = LIFECYCLE.step(application.state, State.UNDER_ASSESSMENT)
    application.accepted_on = clock.today()
    application.officer_id = application.officer_id or by.id
    decide_by = application.accepted_on + timedelta(days=rules().days.decide)
    record(session, Kind.APPLICATION_ACCEPTED, about=application, by=by, case=application.id, decide_by=decide_by.isoformat())


def send_back(session: Session, application: Application, *, by: User, missing: str) -> None:
    """The trader gets it back to complete it, once, with a day by which to send it again."""
    allow(by.holds(OfficerRole.CASE_OFFICER))
    if application.returned_at:
        raise ReturnedBefore
    application.state = LIFECYCLE.step(application.state, State.RETURNED)
    application.returned_at, application.returned_reason = clock.now(), missing
    application.officer_id = application.officer_id or by.id
    due = supply_by(application)
    record(
        session, Kind.APPLICATION_RETURNED, about=application, by=by, case=application.id, missing=missing, due_on=due.isoformat()
    )


def supply_by(application: Application) -> date:
    """The day by which a returned application should come again."""
    returned = application.returned_at or clock.now()
    return returned.date() + timedelta(days=rules().days.supply_missing)


def answer_by(application: Application) -> date:
    """The day by which customs says whether it accepts the application."""
    sent = application.submitted_at or clock.now()
    return sent.date() + timedelta(days=rules().days.accept)


def not_accept(session: Session, application: Application, *, by: User, reason: str) -> None:
    """It is not looked into: another authority, or a bar. No hearing goes before; a new one may be sent at any time."""
    allow(by.holds(OfficerRole.CASE_OFFICER))
    application.state = LIFECYCLE.step(application.state, State.NOT_ACCEPTED)
    application.closed_at = clock.now()
    record(session, Kind.APPLICATION_NOT_ACCEPTED, about=application, by=by, case=application.id, reason=reason)
