"""Findings and corrective actions: raised, done, verified, closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.applications.models import Application
from app.core import clock
from app.core.errors import Invalid, WrongState, allow
from app.core.references import next_number
from app.documents.attaching import attach
from app.documents.models import Document
from app.findings import policy
from app.findings.models import CorrectiveAction, Finding
from app.findings.states import ACTION_LIFECYCLE, LIFECYCLE, ActionState, Grade, State
from app.history.kinds import Kind
from app.history.service import record
from app.programme.words import Domain


class WrongDueDate(Invalid):
    """The trader needs a day that has not come yet."""

    def __init__(self) -> None:
        super().__init__("The action must be due after today", "due_on")


@dataclass(frozen=True)
class Wanting:
    """What was found, and what has to be done about it by when. An observation may ask for nothing."""

    criterion: str
    domain: Domain
    grade: Grade
    text: str
    action: str = ""
    owner: str = ""
    due_on: date | None = None


def raise_finding(
    session: Session, application: Application, wanting: Wanting, *, by: User, audit_id: UUID | None = None
) -> Finding:
    """Tell the trader what is wanting."""
    allow(policy.can_raise(by))
    session.refresh(application, ["state", "version"], with_for_update={"read": True})
    check_state(application)
    check(application, wanting)
    finding = Finding(
        operator_id=application.operator_id,
        application_id=application.id,
        audit_id=audit_id,
        reference=next_number(session, "F"),
        criterion=wanting.criterion,
        domain=wanting.domain,
        grade=wanting.grade,
        text=wanting.text,
        state=State.OPEN,
        raised_by_id=by.id,
    )
    finding.actions = asked_for(wanting, application)
    session.add(finding)
    session.flush()
    due = wanting.due_on.isoformat() if wanting.due_on else None
    tell(session, Kind.FINDING_RAISED, finding, by, grade=wanting.grade, criterion=wanting.criterion, due_on=due)
    return finding


def asked_for(wanting: Wanting, application: Application) -> list[CorrectiveAction]:
    """What the trader has to do about it, if anything."""
    if not wanting.action or not wanting.due_on:
        return []
    asked = {"text": wanting.action, "owner": wanting.owner, "due_on": wanting.due_on}
    return [CorrectiveAction(operator_id=application.operator_id, state=ActionState.ASKED, **asked)]


def check_state(application: Application) -> None:
    """`WrongState` where no finding belongs: before an assessment, and after a refusal to look into it."""
    if not policy.may_have(application):
        raise WrongState(f"{application.state.label}: a finding belongs to an assessment, or to what was decided after it.")


def check(application: Application, wanting: Wanting) -> None:
    """`Invalid` or `WrongDueDate` at the field that is missing or cannot be."""
    if wanting.criterion not in application.edition.catalogue.criterion:
        raise Invalid("Choose a criterion of this case", "criterion")
    if not wanting.text.strip():
        raise Invalid("Write what was found", "text")
    if wanting.grade is not Grade.OBSERVATION and not wanting.action.strip():
        raise Invalid("Say what has to be done about it", "action")
    if wanting.action.strip() and (wanting.due_on is None or wanting.due_on <= clock.today()):
        raise WrongDueDate


def report_done(session: Session, action: CorrectiveAction, *, by: User, reply: str, documents: Sequence[Document] = ()) -> None:
    """Say what was done, not nothing (`Invalid`); from here on the ball is with customs."""
    allow(policy.can_report(by, action))
    if not reply.strip():
        raise Invalid("Say what was done", "reply")
    action.state = ACTION_LIFECYCLE.step(action.state, ActionState.REPORTED)
    action.reply, action.reported_at, action.reported_by_id = reply.strip(), clock.now(), by.id
    attach(session, action, documents)
    tell(session, Kind.ACTION_REPORTED, action.finding, by, action=str(action.id), reply=action.reply)


def verify(session: Session, action: CorrectiveAction, *, by: User) -> None:
    """Agree that it is done. With its last action the finding is closed."""
    allow(policy.can_raise(by))
    action.state = ACTION_LIFECYCLE.step(action.state, ActionState.VERIFIED)
    action.verified_at, action.verified_by_id = clock.now(), by.id
    if all(one.state is ActionState.VERIFIED for one in action.finding.actions):
        shut(action.finding)
    tell(session, Kind.ACTION_VERIFIED, action.finding, by, action=str(action.id), closed=action.finding.state is State.CLOSED)


def refuse(session: Session, action: CorrectiveAction, *, by: User, reason: str, due_on: date) -> None:
    """Send it back to the trader with what is missing (`Invalid`) and a new day (`WrongDueDate`).

    What it said before stays in the history.
    """
    allow(policy.can_raise(by))
    if not reason.strip():
        raise Invalid("Say what is still missing", "reason")
    if due_on <= clock.today():
        raise WrongDueDate
    action.state = ACTION_LIFECYCLE.step(action.state, ActionState.ASKED)
    action.refusal, action.due_on = reason.strip(), due_on
    facts = {"action": str(action.id), "due_on": due_on.isoformat(), "reason": action.refusal}
    tell(session, Kind.ACTION_REFUSED, action.finding, by, **facts)


def close(session: Session, finding: Finding, *, by: User) -> None:
    """Close it when nothing is left to be done, or where it was an observation; else `Invalid`."""
    allow(policy.can_raise(by))
    if any(one.state is not ActionState.VERIFIED for one in finding.actions):
        raise Invalid("Verify its corrective actions first.")
    shut(finding)
    tell(session, Kind.FINDING_CLOSED, finding, by)


def shut(finding: Finding) -> None:
    finding.state = LIFECYCLE.step(finding.state, State.CLOSED)
    finding.closed_at = clock.now()


def tell(session: Session, kind: Kind, finding: Finding, by: User, **facts: object) -> None:
    record(session, kind, about=finding, by=by, case=finding.application_id, reference=finding.reference, **facts)
