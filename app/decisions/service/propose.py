"""Proposing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.applications.models import Application
from app.authorisations.models import Authorisation, SuspendedPart
from app.authorisations.states import LIFECYCLE as AUTHORISATION
from app.authorisations.states import PARTS, PartState
from app.authorisations.states import State as AuthorisationState
from app.core.errors import Invalid, allow
from app.decisions import checks, policy
from app.decisions.checks import AlreadyProposed
from app.decisions.models import Decision
from app.decisions.parts import Part, check_part
from app.decisions.points import Point, reasons_of, stored, with_general
from app.decisions.states import Ground, Measure
from app.history.kinds import Kind as Happened
from app.history.service import record
from app.programme.words import AuthorisationType, Role

LEADS_TO = {
    Measure.SUSPEND: AuthorisationState.SUSPENDED,
    Measure.REINSTATE: AuthorisationState.GRANTED,
    Measure.REVOKE: AuthorisationState.REVOKED,
}


class Groundless(Invalid):
    """A decision without reasons binds nobody."""

    def __init__(self) -> None:
        super().__init__("Enter the reasons: they stand in the letter", "reasons")


def propose_on_application(
    session: Session,
    application: Application,
    kind: Measure,
    *,
    by: User,
    asked: AuthorisationType,
    ground: Ground,
    reasons: str,
    points: Sequence[Point] = (),
    effective_from: date | None = None,
) -> Decision:
    """Put a grant or a refusal of one of the authorisations asked for before a decision maker.

    `points` are the criteria it rests on; `reasons` is what is said beside them. Without `effective_from` a grant counts
    from as many days after the signature as the programme sets.
    """
    allow(policy.can_propose(by))
    checks.check_ground(kind, ground)
    if kind is Measure.GRANT:
        checks.ready_to_grant(session, application, asked)
        checks.not_before_today(effective_from)
    checks.open_for(session, application, asked)
    grounds = argued(reasons, points)
    decision = Decision(
        operator_id=application.operator_id,
        application=application,
        type=asked,
        kind=kind,
        ground=ground,
        reasons=reasons_of(grounds),
        points=stored(grounds),
        proposed_by=by,
        effective_from=effective_from if kind is Measure.GRANT else None,
    )
    return put(session, decision)


def propose(
    session: Session,
    authorisation: Authorisation,
    kind: Measure,
    *,
    by: User,
    ground: Ground,
    reasons: str,
    days: int | None = None,
    part: Part | None = None,
    lifted: SuspendedPart | None = None,
) -> Decision:
    """Put a suspension, its end or a revocation before a decision maker. `days` count from the signature on.

    With `part` only that is suspended; with `lifted` only that is valid again.
    """
    allow(policy.can_propose(by))
    checks.check_ground(kind, ground)
    checks.check_length(kind, ground, days)
    still_possible(session, authorisation, kind, part, lifted)
    checks.nothing_else_open(session, authorisation, authorisation.type)
    grounds = argued(reasons)
    named = lifted or part or Part()
    decision = Decision(
        operator_id=authorisation.operator_id,
        roles=[role.value for role in Role if role in named.roles],
        sites=sorted(named.sites),
        suspended_part=lifted,
        authorisation=authorisation,
        type=authorisation.type,
        kind=kind,
        ground=ground,
        reasons=reasons_of(grounds),
        points=stored(grounds),
        proposed_by=by,
        days=days if kind is Measure.SUSPEND else None,
    )
    return put(session, decision)


def still_possible(
    session: Session, authorisation: Authorisation, kind: Measure, part: Part | None, lifted: SuspendedPart | None
) -> None:
    """Whether a step leads there from what stands in the file."""
    if lifted:
        PARTS.step(lifted.state, PartState.LIFTED)
        return
    AUTHORISATION.step(authorisation.state, LEADS_TO[kind])
    if part:
        check_part(session, authorisation, part)


def argued(reasons: str, points: Sequence[Point] = ()) -> tuple[Point, ...]:
    """What the decision rests on, or `Groundless`."""
    grounds = with_general(reasons, points)
    if not grounds:
        raise Groundless
    return grounds


def put(session: Session, decision: Decision) -> Decision:
    """Put it before a decision maker; of two proposals at the same moment the second is `AlreadyProposed`."""
    try:
        with session.begin_nested():
            session.add(decision)
    except IntegrityError:
        raise AlreadyProposed(decision.type) from None
    record(
        session,
        Happened.DECISION_PROPOSED,
        about=decision,
        by=decision.proposed_by,
        case=decision.application_id,
        kind=decision.kind,
        type=decision.type,
        ground=decision.ground,
    )
    return decision
