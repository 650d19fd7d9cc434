"""Lists of people."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from app.accounts import policy
from app.accounts.models import Invitation, Membership, OfficerGrant, User
from app.accounts.words import OfficerRole
from app.core import clock


def person_with(email: str) -> Select[User]:
    """The account with this e-mail address, unless it has ended."""
    return select(User).where(User.email == email.strip().lower(), User.ended_at.is_(None))


def memberships_of(user: User) -> Select[Membership]:
    """What the person does for whom today, with the businesses."""
    own = policy.visible_to(user).where(Membership.user_id == user.id, is_current())
    return own.options(joinedload(Membership.operator)).order_by(Membership.from_on, Membership.id)


def people_of(user: User, operator_id: UUID) -> Select[Membership]:
    """Who works for a business today, by name."""
    found = policy.visible_to(user).join(Membership.user).where(Membership.operator_id == operator_id, is_current())
    return found.options(contains_eager(Membership.user)).order_by(User.name, Membership.id)


def officers_holding(*roles: OfficerRole) -> Select[User]:
    """Officers with one of these roles, by name."""
    holding = select(OfficerGrant.user_id).where(OfficerGrant.role.in_(roles))
    known = select(User).where(User.id.in_(holding), User.ended_at.is_(None)).options(selectinload(User.officer_grants))
    return known.order_by(User.name, User.id)


def is_current() -> ColumnElement[bool]:
    """The same as `Membership.is_current`, asked of the database."""
    not_ended = or_(Membership.until_on.is_(None), Membership.until_on > clock.today())
    return and_(Membership.from_on <= clock.today(), not_ended)


def open_invitations_of(user: User, operator_id: UUID) -> Select[Invitation]:
    """Who was invited and has not answered, the newest first."""
    found = policy.invitations_visible_to(user).where(Invitation.operator_id == operator_id)
    return found.options(joinedload(Invitation.invited_by)).order_by(Invitation.invited_at.desc(), Invitation.id)
