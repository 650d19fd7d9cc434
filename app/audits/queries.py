"""Visits with what belongs to them, in few queries."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.accounts import queries as accounts
from app.accounts.models import User
from app.accounts.words import OfficerRole
from app.applications.models import Application
from app.audits.models import Audit, Observation, audit_member
from app.audits.policy import visible_to
from app.audits.states import State
from app.core import clock
from app.core.words import Word
from app.history.kinds import Kind
from app.history.models import Event


class Which(Word):
    """Which visits a list shows."""

    AHEAD = "ahead", "Ahead"
    UNREPORTED = "unreported", "Report to write"
    REPORTED = "reported", "Reported"
    CANCELLED = "cancelled", "Cancelled"


def listed(user: User, which: Which) -> Select[Audit]:
    """The next visits first; of what is over the last one first."""
    known = (joinedload(Audit.application).joinedload(Application.operator), joinedload(Audit.lead), selectinload(Audit.sites))
    order = (Audit.starts_on, Audit.reference) if which is Which.AHEAD else (Audit.ends_on.desc(), Audit.reference.desc())
    return visible_to(user).where(is_one_of(which)).options(*known).order_by(*order)


def is_one_of(which: Which) -> ColumnElement[bool]:
    if which is Which.AHEAD:
        return (Audit.state == State.PLANNED) & (Audit.ends_on >= clock.today())
    if which is Which.UNREPORTED:
        return (Audit.state == State.PLANNED) & (Audit.ends_on < clock.today())
    return Audit.state == (State.REPORTED if which is Which.REPORTED else State.CANCELLED)


def with_officer(user: User) -> ColumnElement[bool]:
    """The visits this officer leads or takes part in."""
    joined = select(audit_member.c.audit_id).where(audit_member.c.user_id == user.id)
    return or_(Audit.lead_id == user.id, Audit.id.in_(joined))


def of_case(user: User, application_id: UUID) -> Select[Audit]:
    """The visits of one case, the newest first."""
    known = (joinedload(Audit.lead), selectinload(Audit.sites))
    mine = visible_to(user).where(Audit.application_id == application_id)
    return mine.options(*known).order_by(Audit.starts_on.desc(), Audit.reference.desc())


def whole(user: User, audit_id: UUID) -> Select[Audit]:
    """One visit with its case, people, sites and observations: four queries."""
    case = joinedload(Audit.application)
    return (
        visible_to(user)
        .where(Audit.id == audit_id)
        .options(
            case.joinedload(Application.operator),
            case.joinedload(Application.edition),
            joinedload(Audit.lead),
            selectinload(Audit.sites),
            selectinload(Audit.team),
            selectinload(Audit.observations).options(joinedload(Observation.site), joinedload(Observation.observed_by)),
        )
    )


def why_cancelled(session: Session, audit: Audit) -> str:
    """What the trader was told when the visit was called off."""
    query = select(Event).where(Event.about_id == audit.id, Event.kind == Kind.AUDIT_CANCELLED)
    event = session.scalars(query).one_or_none()
    return str(event.facts.get("reason", "")) if event else ""


def officers(session: Session) -> Sequence[User]:
    """Who may take part in a visit, by name."""
    return session.scalars(accounts.officers_holding(OfficerRole.AUDITOR, OfficerRole.CASE_OFFICER)).all()
