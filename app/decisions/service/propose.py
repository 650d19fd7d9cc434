"""Proposing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import exists
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.applications.models import Application
from app.applications.states import State as ApplicationState
from app.assessment import progress
from app.authorisations.models import Authorisation
from app.authorisations.states import LIFECYCLE as AUTHORISATION
from app.authorisations.states import State as AuthorisationState
from app.core import clock
from app.core.errors import Invalid, WrongState, allow
from app.decisions import policy
from app.decisions.grounds import GROUNDS, WITH_END_DATE
from app.decisions.models import Decision
from app.decisions.states import Ground, Kind, State
from app.history.kinds import Kind as Happened
from app.history.service import record
from app.programme.rules import rules
from app.programme.words import Type

LEADS_TO = {
    Kind.SUSPEND: AuthorisationState.SUSPENDED,
    Kind.REINSTATE: AuthorisationState.GRANTED,
    Kind.REVOKE: AuthorisationState.REVOKED,
}


class WrongGround(Invalid):
    def __init__(self, kind: Kind) -> None:
        grounds = ", ".join(f"“{ground.label}”" for ground in GROUNDS[kind])
        super().__init__(f"Choose a ground that carries this decision: {grounds}", "ground")


class WrongDate(Invalid):
    """A date that the programme's rules do not allow."""


class NotReady(Invalid):
    """Criteria stand open, or a must is not met: `criteria` names them."""

    def __init__(self, message: str, criteria: Sequence[str]) -> None:
        super().__init__(message)
        self.criteria = criteria


class NotNow(WrongState):
    """Something else is proposed or decided already."""


def propose_on_application(
    session: Session,
    application: Application,
    kind: Kind,
    *,
    by: User,
    asked: Type,
    ground: Ground,
    reasons: str,
    effective_from: date | None = None,
) -> Decision:
    """Put a grant or a refusal of one of the authorisations asked for before a decision maker."""
    allow(policy.can_propose(by))
    check_ground(kind, ground)
    if kind is Kind.GRANT:
        ready_to_grant(session, application, asked)
        effective_from = effective_from or clock.today() + timedelta(days=rules().days.grant_takes_effect)
        not_before_today(effective_from, "effective_from")
    if application.state is not ApplicationState.UNDER_ASSESSMENT:
        raise NotNow(f"{application.state.label}: only an application under assessment is decided.")
    nothing_else_open(session, application, asked)
    decision = Decision(
        operator_id=application.operator_id,
        application_id=application.id,
        type=asked,
        kind=kind,
        ground=ground,
        reasons=reasons,
        effective_from=effective_from if kind is Kind.GRANT else None,
        proposed_by_id=by.id,
    )
    return put(session, decision, by=by)


def propose(
    session: Session,
    authorisation: Authorisation,
    kind: Kind,
    *,
    by: User,
    ground: Ground,
    reasons: str,
    ends_on: date | None = None,
) -> Decision:
    """Put a suspension, its end or a revocation before a decision maker."""
    allow(policy.can_propose(by))
    check_ground(kind, ground)
    check_end(kind, ground, ends_on)
    AUTHORISATION.step(authorisation.state, LEADS_TO[kind])
    nothing_else_open(session, authorisation, authorisation.type)
    decision = Decision(
        operator_id=authorisation.operator_id,
        application_id=None,
        authorisation_id=authorisation.id,
        type=authorisation.type,
        kind=kind,
        ground=ground,
        reasons=reasons,
        ends_on=ends_on if kind is Kind.SUSPEND else None,
        proposed_by_id=by.id,
    )
    return put(session, decision, by=by)


def put(session: Session, decision: Decision, *, by: User) -> Decision:
    session.add(decision)
    session.flush()
    record(
        session,
        Happened.DECISION_PROPOSED,
        about=decision,
        by=by,
        case=decision.application_id,
        kind=decision.kind,
        type=decision.type,
        ground=decision.ground,
    )
    return decision


def check_ground(kind: Kind, ground: Ground) -> None:
    if ground not in GROUNDS[kind]:
        raise WrongGround(kind)


def check_end(kind: Kind, ground: Ground, ends_on: date | None) -> None:
    """A suspicion lasts at most as long as the programme says; only some grounds may be open-ended."""
    if kind is not Kind.SUSPEND:
        return
    if ends_on is None and ground in WITH_END_DATE:
        raise WrongDate("Enter the day on which the suspension ends: this ground cannot be open-ended", "ends_on")
    if ends_on is None:
        return
    if ends_on <= clock.today():
        raise WrongDate("The suspension must end after today", "ends_on")
    longest = clock.today() + timedelta(days=rules().days.suspension_at_most)
    if ground is Ground.SUSPICION and ends_on > longest:
        raise WrongDate(
            f"A suspicion carries at most {rules().days.suspension_at_most} days: until {longest:%-d %B %Y}", "ends_on"
        )


def not_before_today(day: date, field: str) -> None:
    if day < clock.today():
        raise WrongDate("Enter today or a later day", field)


def ready_to_grant(session: Session, application: Application, asked: Type) -> None:
    """Every criterion of the scope has a result, and no must is unmet."""
    state = progress.of(session, application, scope=asked.scope)
    if state.open:
        raise NotReady(f"{len(state.open)} criteria have no result yet", state.open)
    if state.unmet:
        raise NotReady(f"Not met: {', '.join(state.unmet)}. A grant needs every must to be met", state.unmet)


def nothing_else_open(session: Session, about: Application | Authorisation, asked: Type) -> None:
    """One proposal at a time for an authorisation; one outcome for each that an application asks for."""
    same = exists().where(Decision.operator_id == about.operator_id, Decision.type == asked)
    if session.scalar(same.where(Decision.state.in_([State.PROPOSED, State.IN_HEARING])).select()):
        raise NotNow(f"A decision on “{asked.label}” is proposed already.")
    if isinstance(about, Application) and session.scalar(
        same.where(Decision.application_id == about.id, Decision.state == State.DECIDED).select()
    ):
        raise NotNow(f"“{asked.label}” is decided already.")
