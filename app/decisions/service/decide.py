"""Deciding: the second pair of eyes, and what follows at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.accounts.words import OfficerRole
from app.applications.models import Application
from app.applications.states import LIFECYCLE as APPLICATION
from app.applications.states import State as ApplicationState
from app.audits.models import Audit
from app.audits.states import State as AuditState
from app.authorisations import service as authorisations
from app.core import clock
from app.core.errors import NotAllowed, WrongState, allow
from app.decisions import policy
from app.decisions.checks import ready_to_grant, under_assessment
from app.decisions.dates import ends, served_at_latest, takes_effect
from app.decisions.grounds import is_heard_first
from app.decisions.models import Decision
from app.decisions.parts import check_part, part_of
from app.decisions.points import answered, points_of, stored
from app.decisions.states import LIFECYCLE, Measure, State
from app.history.kinds import Kind as Happened
from app.history.service import record


class SameEyes(NotAllowed):
    """Four eyes: who proposed does not decide."""

    def __init__(self) -> None:
        super().__init__("You proposed this decision, so another decision maker has to sign it.")


class StillHearing(WrongState):
    """The trader has time left to reply."""


def decide(session: Session, decision: Decision, *, by: User, answers: Mapping[str, str] | None = None) -> None:
    """Sign it: it takes effect with this commit; `SameEyes` for who proposed it, and what `heard` and `still_stands` refuse.

    `answers` are those to the trader's reply, by the key of the ground.
    """
    if by.id == decision.proposed_by_id and by.holds(OfficerRole.DECISION_MAKER):
        raise SameEyes
    allow(policy.can_decide(by, decision))
    state = LIFECYCLE.step(decision.state, State.DECIDED)
    heard(decision)
    still_stands(session, decision)
    decision.points = stored(answered(points_of(decision), answers or {}))
    decision.state, decision.decided_at, decision.decided_by = state, clock.now(), by
    decision.served_on = served_at_latest(clock.today())
    session.flush()
    EFFECTS[decision.kind](session, decision, by)
    if decision.application:
        close_if_all_decided(session, decision.application)


def heard(decision: Decision) -> None:
    """`WrongState` where a hearing is still to be opened, `StillHearing` until the trader has replied or its time is over."""
    if decision.state is State.PROPOSED and is_heard_first(decision.kind, decision.ground):
        raise WrongState("The trader has to be heard first.")
    if decision.hearing and not decision.hearing.replied_at and decision.hearing.due_on >= clock.today():
        raise StillHearing(f"The trader may reply until {decision.hearing.due_on:%-d %B %Y}.")


def still_stands(session: Session, decision: Decision) -> None:
    """An application may have been withdrawn, or a criterion rated anew, since the proposal; from here on it waits."""
    if decision.kind is Measure.SUSPEND and decision.authorisation and decision.is_in_part:
        check_part(session, decision.authorisation, part_of(decision))
    if decision.application is None:
        return
    session.refresh(decision.application, ["state", "version"], with_for_update=True)
    under_assessment(decision.application)
    if decision.kind is Measure.GRANT:
        ready_to_grant(session, decision.application, decision.type)


def facts(decision: Decision) -> dict[str, object]:
    return {"decision": str(decision.id), "ground": decision.ground, "reasons": decision.reasons}


def grant(session: Session, decision: Decision, by: User) -> None:
    assert decision.application  # noqa: S101  a CHECK of the table says so
    decision.effective_from = takes_effect(decision)
    decision.authorisation = authorisations.grant(
        session,
        decision.application,
        decision.type,
        by=by,
        effective_from=decision.effective_from,
        validated_on=validated_on(session, decision.application),
        **facts(decision),
    )


def validated_on(session: Session, application: Application) -> date | None:
    """The last day of the last visit that was reported."""
    reported = select(func.max(Audit.ends_on)).where(Audit.application_id == application.id, Audit.state == AuditState.REPORTED)
    return session.scalar(reported)


def refuse(session: Session, decision: Decision, by: User) -> None:
    record(
        session,
        Happened.APPLICATION_REFUSED,
        about=decision,
        by=by,
        case=decision.application_id,
        type=decision.type,
        **facts(decision),
    )


def suspend(session: Session, decision: Decision, by: User) -> None:
    assert decision.authorisation  # noqa: S101  a CHECK of the table says so
    decision.ends_on = until = ends(decision)
    if decision.is_in_part:
        decision.suspended_part = authorisations.suspend_part(
            session, decision.authorisation, by=by, roles=decision.roles, sites=decision.sites, until=until, **facts(decision)
        )
    else:
        authorisations.suspend(session, decision.authorisation, by=by, until=until, **facts(decision))


def reinstate(session: Session, decision: Decision, by: User) -> None:
    assert decision.authorisation  # noqa: S101  a CHECK of the table says so
    if decision.suspended_part:
        authorisations.reinstate_part(session, decision.suspended_part, by=by, **facts(decision))
    else:
        authorisations.reinstate(session, decision.authorisation, by=by, **facts(decision))


def revoke(session: Session, decision: Decision, by: User) -> None:
    assert decision.authorisation  # noqa: S101  a CHECK of the table says so
    authorisations.revoke(session, decision.authorisation, by=by, **facts(decision))


EFFECTS: dict[Measure, Callable[[Session, Decision, User], None]] = {
    Measure.GRANT: grant,
    Measure.REFUSE: refuse,
    Measure.SUSPEND: suspend,
    Measure.REINSTATE: reinstate,
    Measure.REVOKE: revoke,
}


def close_if_all_decided(session: Session, application: Application) -> None:
    """The application is decided once every authorisation it asks for is."""
    session.flush()
    done = select(func.count(func.distinct(Decision.type))).where(
        Decision.application_id == application.id, Decision.state == State.DECIDED
    )
    if session.scalar(done) == len(application.types):
        application.state = APPLICATION.step(application.state, ApplicationState.DECIDED)
        application.closed_at = clock.now()
