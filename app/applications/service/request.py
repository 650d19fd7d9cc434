"""Requests for information: asked by customs, answered by the trader in the portal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.words import OfficerRole
from app.applications import policy
from app.applications.models import Application, Request
from app.applications.states import REQUEST_LIFECYCLE, RequestState, State
from app.core import clock
from app.core.errors import Invalid, WrongState, allow
from app.documents.models import Attachment, Document
from app.history.kinds import Kind
from app.history.service import record
from app.programme.rules import rules


class WrongDueDate(Invalid):
    def __init__(self, latest: date) -> None:
        super().__init__(f"Enter a day from tomorrow to {latest:%-d %B %Y}", "due_on")


def ask(session: Session, application: Application, *, by: User, text: str, due_on: date, key: str | None = None) -> Request:
    """Ask the trader, about one question (`key`) or freely. The period set is added to the clock, however early the answer."""
    allow(by.holds(OfficerRole.CASE_OFFICER, OfficerRole.AUDITOR))
    if application.state is not State.UNDER_ASSESSMENT:
        raise WrongState(f"{application.state.label}: information is asked for during the assessment.")
    latest = clock.today() + timedelta(days=rules().days.request_at_most)
    if not clock.today() < due_on <= latest:
        raise WrongDueDate(latest)
    number = 1 + (session.scalar(select(func.max(Request.number)).where(Request.application_id == application.id)) or 0)
    request = Request(
        application_id=application.id,
        operator_id=application.operator_id,
        number=number,
        key=key,
        text=text,
        due_on=due_on,
        asked_by_id=by.id,
        state=RequestState.OPEN,
    )
    session.add(request)
    session.flush()
    record(
        session,
        Kind.INFORMATION_REQUESTED,
        about=request,
        by=by,
        case=application.id,
        number=number,
        due_on=due_on.isoformat(),
        key=key,
    )
    return request


def answer_request(session: Session, request: Request, *, by: User, reply: str, documents: Sequence[Document] = ()) -> None:
    """The trader's answer, with documents of its library. It can be given once; a late one is taken too."""
    allow(policy.can_work_on(by, request.application))
    request.state = REQUEST_LIFECYCLE.step(request.state, RequestState.ANSWERED)
    request.reply, request.answered_at, request.answered_by_id = reply, clock.now(), by.id
    for document in documents:
        session.add(Attachment(operator_id=request.operator_id, about_id=request.id, document_id=document.id))
    record(session, Kind.INFORMATION_GIVEN, about=request, by=by, case=request.application_id, number=request.number)


def withdraw_request(session: Session, request: Request, *, by: User) -> None:
    """It is no longer needed."""
    allow(by.holds(OfficerRole.CASE_OFFICER, OfficerRole.AUDITOR))
    request.state = REQUEST_LIFECYCLE.step(request.state, RequestState.WITHDRAWN)
    record(session, Kind.REQUEST_WITHDRAWN, about=request, by=by, case=request.application_id, number=request.number)
