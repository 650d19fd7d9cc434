"""Decisions with who made them, and what came in since they were proposed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, joinedload

from app.audits.models import Audit, Observation
from app.decisions.models import Decision
from app.decisions.policy import visible_to
from app.history.kinds import STANDING_CHANGED, Kind
from app.history.models import Event

if TYPE_CHECKING:
    from app.accounts.models import User

OWN_STEPS = frozenset(  # of customs, and no news to it
    {Kind.DECISION_PROPOSED, Kind.HEARING_OPENED, Kind.HEARING_WITHDRAWN, Kind.LETTER_SERVED}
)
NEWS = frozenset(
    {
        Kind.APPLICATION_WITHDRAWN,
        Kind.BUSINESS_DESCRIBED,
        Kind.SITE_ADDED,
        Kind.SITE_CHANGED,
        Kind.SITE_CLOSED,
        Kind.INFORMATION_GIVEN,
        Kind.CRITERION_RATED,
        Kind.FINDING_RAISED,
        Kind.ACTION_REPORTED,
        Kind.ACTION_VERIFIED,
        Kind.ACTION_REFUSED,
        Kind.FINDING_CLOSED,
        Kind.AUDIT_REPORTED,
        Kind.PROPOSAL_WITHDRAWN,
        Kind.HEARING_ANSWERED,
        Kind.APPLICATION_REFUSED,
        *STANDING_CHANGED,
        Kind.INCIDENT_REPORTED,
        Kind.INCIDENT_ADDED_TO,
        Kind.INCIDENT_CONFIRMED,
        Kind.INCIDENT_DISMISSED,
    }
)


def whole(user: User) -> Select[Decision]:
    """Each with its people, its hearing and what it is about: one query."""
    known = (Decision.operator, Decision.application, Decision.authorisation, Decision.hearing)
    people = (Decision.proposed_by, Decision.decided_by)
    loads = [joinedload(one) for one in (*known, *people)]
    return visible_to(user).options(*loads).order_by(Decision.proposed_at.desc(), Decision.id)


def of_case(user: User, application_id: UUID) -> Select[Decision]:
    """The newest first."""
    return whole(user).where(Decision.application_id == application_id)


def of_authorisation(user: User, authorisation_id: UUID) -> Select[Decision]:
    """The newest first; the grant itself among them."""
    return whole(user).where(Decision.authorisation_id == authorisation_id)


def touching(operator_id: UUID) -> tuple[ColumnElement[bool], ...]:
    """The events that may touch a decision about this business."""
    return Event.operator_id == operator_id, Event.kind.in_(NEWS | OWN_STEPS)


def newest(session: Session, operator_id: UUID) -> int:
    """The position of the last thing that may touch a decision about this business: what a page was drawn from."""
    return session.scalar(select(func.max(Event.position)).where(*touching(operator_id))) or 0


def why_sent_back(session: Session, decisions: Sequence[Decision]) -> dict[UUID, str]:
    """The reasons for which proposals were taken back, by the id of the decision."""
    about = [one.id for one in decisions]
    query = select(Event).where(Event.about_id.in_(about), Event.kind == Kind.PROPOSAL_WITHDRAWN)
    return {one.about_id: str(one.facts.get("reason", "")) for one in session.scalars(query)} if about else {}


def observed(session: Session, application_id: UUID) -> Sequence[Observation]:
    """What was seen at the visits of a case."""
    query = select(Observation).join(Observation.audit).where(Audit.application_id == application_id)
    known = (joinedload(Observation.site), joinedload(Observation.audit))
    return session.scalars(query.options(*known).order_by(Observation.observed_at, Observation.id)).all()
