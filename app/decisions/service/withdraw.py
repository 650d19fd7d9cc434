"""Taking a proposal back, or sending it back."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.applications.models import Application
from app.authorisations.models import Authorisation
from app.authorisations.states import PartState
from app.authorisations.states import State as AuthorisationState
from app.core.errors import Invalid, allow
from app.decisions import policy
from app.decisions.models import Decision
from app.decisions.states import LIFECYCLE, OPEN, Measure, State
from app.history.kinds import Kind
from app.history.service import record


def withdraw(session: Session, decision: Decision, *, by: User, reason: str) -> None:
    """Drop the proposal with a reason, else `Invalid`, also after a hearing that convinced; a better one may follow."""
    allow(policy.can_withdraw(by, decision))
    if not reason.strip():
        raise Invalid("Say why: the proposer reads it", "reason")
    take_back(session, decision, by=by, reason=reason.strip())


def close_open(session: Session, application: Application) -> None:
    """The application was withdrawn: nothing is left to decide, nor to be heard about."""
    open_ones = select(Decision).where(Decision.application_id == application.id, Decision.state.in_(OPEN))
    for decision in session.scalars(open_ones.order_by(Decision.proposed_at, Decision.id).with_for_update()):
        take_back(session, decision, by=None, reason="The application was withdrawn.")


def close_overtaken(session: Session, authorisation: Authorisation) -> None:
    """A suspension ended on its day: nothing is left of it to be lifted, and another proposal may be made."""
    lifting = (Decision.authorisation_id == authorisation.id, Decision.kind == Measure.REINSTATE, Decision.state.in_(OPEN))
    for decision in session.scalars(select(Decision).where(*lifting).order_by(Decision.id).with_for_update()):
        if not lasts(decision, authorisation):
            take_back(session, decision, by=None, reason="The suspension ended on its day.")


def lasts(decision: Decision, authorisation: Authorisation) -> bool:
    """Whether what it would lift is still suspended."""
    if part := decision.suspended_part:
        return part.state is PartState.SUSPENDED
    return authorisation.state is AuthorisationState.SUSPENDED


def take_back(session: Session, decision: Decision, *, by: User | None, reason: str) -> None:
    """Officers read why; whoever was heard about it is told that it is over."""
    decision.state = LIFECYCLE.step(decision.state, State.WITHDRAWN)
    record(session, Kind.PROPOSAL_WITHDRAWN, about=decision, by=by, case=decision.application_id, reason=reason)
    if decision.hearing:
        record(session, Kind.HEARING_WITHDRAWN, about=decision.hearing, by=by, case=decision.application_id, type=decision.type)
