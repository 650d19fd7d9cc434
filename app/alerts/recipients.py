"""Who is told of what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.accounts.models import Invitation, Membership, OfficerGrant, User
from app.accounts.words import IN_CHARGE, OfficerRole
from app.applications.models import Application
from app.core import clock


@dataclass(frozen=True)
class Recipient:
    """One person, or an address that has no account yet."""

    address: str
    name: str
    user_id: UUID | None = None

    @classmethod
    def of(cls, user: User) -> Recipient:
        return cls(user.email, user.name, user.id)


def speakers(session: Session, operator_id: UUID | None) -> list[Recipient]:
    """Who speaks for the business and who runs its account."""
    return [Recipient.of(one.user) for one in in_charge(session, operator_id) if one.is_current]


def speakers_until(session: Session, operator_id: UUID | None, moment: datetime) -> list[Recipient]:
    """Who did so until that day; nothing goes to an address that was never confirmed."""
    members = [one for one in in_charge(session, operator_id) if one.until_on == clock.day_of(moment)]
    return [Recipient.of(one.user) for one in members if one.user.email_confirmed_at]


def in_charge(session: Session, operator_id: UUID | None) -> Sequence[Membership]:
    """Those of today and of before."""
    query = (
        select(Membership).where(Membership.operator_id == operator_id, Membership.role.in_(IN_CHARGE)).order_by(Membership.id)
    )
    return session.scalars(query.options(selectinload(Membership.user))).all()


def officer_of(session: Session, case_id: UUID | None) -> list[Recipient]:
    """The case officer; the whole desk while nobody has taken the case."""
    application = session.get(Application, case_id) if case_id else None
    if application and application.officer:
        return [Recipient.of(application.officer)]
    return desk(session)


def desk(session: Session) -> list[Recipient]:
    return with_role(session, OfficerRole.CASE_OFFICER)


def with_role(session: Session, role: OfficerRole) -> list[Recipient]:
    query = select(User).join(OfficerGrant).where(OfficerGrant.role == role, User.ended_at.is_(None)).order_by(User.email)
    return [Recipient.of(user) for user in session.scalars(query)]


def person(session: Session, user_id: UUID) -> list[Recipient]:
    return [Recipient.of(session.get_one(User, user_id))]


def invited(session: Session, invitation_id: UUID) -> list[Recipient]:
    invitation = session.get_one(Invitation, invitation_id)
    return [Recipient(invitation.email, invitation.name)]


def once_each(recipients: Iterable[Recipient]) -> list[Recipient]:
    return list({one.address: one for one in recipients}.values())
