"""Requests for information: asked by customs, answered by the trader in the portal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.applications import policy
from app.applications.models import Application, Request
from app.applications.questionnaire import self_assessment
from app.applications.states import REQUEST_LIFECYCLE, RequestState, State
from app.core import clock
from app.core.errors import Invalid, WrongState, allow
from app.documents.attaching import attach
from app.documents.models import Document
from app.history.kinds import Kind
from app.history.service import record
from app.programme.rules import rules


class WrongDueDate(Invalid):
    """The period set is added to the clock, so it has an end."""

    def __init__(self, latest: date) -> None:
        super().__init__(f"Enter a day from tomorrow to {latest:%-d %B %Y}", "due_on")


class NothingAsked(Invalid):
    def __init__(self) -> None:
        super().__init__("Write what you want to know", "text")


class NothingSaid(Invalid):
    def __init__(self) -> None:
        super().__init__("Write your answer", "reply")


def latest_due() -> date:
    """The last day that may be set."""
    return clock.today() + timedelta(days=rules().days.request_at_most)


def ask(session: Session, application: Application, *, by: User, text: str, due_on: date, keys: Sequence[str] = ()) -> Request:
    """Ask the trader, about some answers (`keys`) or freely.

    `NothingAsked` without a text, `WrongDueDate` past the longest period. The period set is added to the clock, however early
    the answer.
    """
    allow(policy.can_ask(by))
    _hold(session, application, "information is asked for during the assessment.")
    if not text.strip():
        raise NothingAsked
    if not clock.today() < due_on <= latest_due():
        raise WrongDueDate(latest_due())
    if keys:
        drawn = self_assessment(application)
        keys = [drawn.asked(key).key for key in dict.fromkeys(keys)]
    number = 1 + (session.scalar(select(func.max(Request.number)).where(Request.application_id == application.id)) or 0)
    request = Request(application_id=application.id, operator_id=application.operator_id, number=number, asked_by_id=by.id)
    request.keys, request.text, request.due_on, request.state = list(keys), text.strip(), due_on, RequestState.OPEN
    session.add(request)
    session.flush()
    tell(session, Kind.INFORMATION_REQUESTED, request, by, due_on=due_on.isoformat(), keys=request.keys)
    return request


def answer_request(session: Session, request: Request, *, by: User, reply: str, documents: Sequence[Document] = ()) -> None:
    """Give the trader's answer, once, with documents of its library; a late one is taken too, an empty one is `NothingSaid`."""
    allow(policy.can_answer_request(by, request))
    _hold(session, request.application, "customs does not wait for an answer any more.")
    if not reply.strip() and not documents:
        raise NothingSaid
    request.state = REQUEST_LIFECYCLE.step(request.state, RequestState.ANSWERED)
    request.reply, request.answered_at, request.answered_by_id = reply.strip(), clock.now(), by.id
    attach(session, request, documents)
    tell(session, Kind.INFORMATION_GIVEN, request, by)


def withdraw_request(session: Session, request: Request, *, by: User) -> None:
    """It is no longer needed, and adds nothing to the clock."""
    allow(policy.can_ask(by))
    request.state = REQUEST_LIFECYCLE.step(request.state, RequestState.WITHDRAWN)
    tell(session, Kind.REQUEST_WITHDRAWN, request, by)


def close_open(session: Session, application: Application) -> None:
    """The application was withdrawn: nobody waits for an answer any more."""
    waiting = select(Request).where(Request.application_id == application.id, Request.state == RequestState.OPEN)
    for request in session.scalars(waiting.order_by(Request.number).with_for_update()):
        request.state = REQUEST_LIFECYCLE.step(request.state, RequestState.WITHDRAWN)
        tell(session, Kind.REQUEST_WITHDRAWN, request, None)


def settle(session: Session, request: Request, *, by: User) -> None:
    """Take the answer off the desk once it was read; `WrongState` while there is none.

    Nothing else changes, so the history needs no word of it.
    """
    allow(policy.can_ask(by))
    if request.state is not RequestState.ANSWERED:
        raise WrongState(f"{request.state.label}: there is no answer to read.")
    request.settled_at = request.settled_at or clock.now()


def tell(session: Session, kind: Kind, request: Request, by: User | None, **facts: object) -> None:
    record(session, kind, about=request, by=by, case=request.application_id, number=request.number, **facts)


def _hold(session: Session, application: Application, otherwise: str) -> None:
    """Keep the case under assessment until this transaction ends, and its requests in one row."""
    session.refresh(application, ["state", "version"], with_for_update=True)
    if application.state is not State.UNDER_ASSESSMENT:
        raise WrongState(f"{application.state.label}: {otherwise}")
