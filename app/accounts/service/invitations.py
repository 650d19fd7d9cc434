"""A business asks colleagues in."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import passwords, policy
from app.accounts.links import INVITATION_FOR
from app.accounts.models import Invitation, Membership, User
from app.accounts.service.register import keep, one_form
from app.accounts.states import LIFECYCLE
from app.accounts.words import InvitationState, MembershipRole
from app.core import clock, names
from app.core.errors import Invalid, WrongState, allow
from app.core.isolation import enter_operators
from app.history.kinds import Kind
from app.history.service import record


class AlreadyInvited(Invalid):
    def __init__(self) -> None:
        super().__init__("This address has an open invitation. Withdraw that one first", "email")


class AlreadyThere(Invalid):
    def __init__(self) -> None:
        super().__init__("This person works for the business already", "email")


def invite(session: Session, operator_id: UUID, *, by: User, name: str, email: str, role: MembershipRole) -> Invitation:
    """Offer a role to an address. The link in the letter works for seven days and once."""
    allow(policy.can_invite(by, operator_id, role), f"Only a signatory can invite a {role.label.lower()}.")
    email = one_form(email)
    make_room(session, operator_id, email, by=by)
    expires = clock.now() + INVITATION_FOR
    called = names.checked(name)
    invitation = Invitation(operator_id=operator_id, email=email, name=called, role=role, invited_by_id=by.id, expires_at=expires)
    session.add(invitation)
    session.flush()
    record(session, Kind.PERSON_INVITED, about=invitation, by=by, role=role.value)
    return invitation


def make_room(session: Session, operator_id: UUID, email: str, *, by: User) -> None:
    """`AlreadyThere` for a colleague, `AlreadyInvited` while another invitation is open; one that has grown too old gives way."""
    member = select(Membership).join(User).where(Membership.operator_id == operator_id, User.email == email)
    if any(one.is_current for one in session.scalars(member)):
        raise AlreadyThere
    same = select(Invitation).where(Invitation.operator_id == operator_id, Invitation.email == email)
    for other in session.scalars(same.where(Invitation.state == InvitationState.OPEN).with_for_update()):
        if not other.is_over:
            raise AlreadyInvited
        other.state = LIFECYCLE.step(other.state, InvitationState.WITHDRAWN)
        session.flush()


def withdraw_invitation(session: Session, invitation: Invitation, *, by: User) -> None:
    """Its link opens nothing any more."""
    allow(policy.can_withdraw(by, invitation))
    invitation.state = LIFECYCLE.step(invitation.state, InvitationState.WITHDRAWN)
    record(session, Kind.INVITATION_WITHDRAWN, about=invitation, by=by)


def accept_invitation(session: Session, invitation: Invitation, *, by: User) -> Membership:
    """Take the role; `WrongState` if the invitation has grown too old.

    Who came by its link reads the letters to this address: it is confirmed.
    """
    allow(policy.can_accept(by, invitation), f"This invitation is for {invitation.email}. Sign in with that address.")
    session.refresh(invitation, with_for_update=True)
    if invitation.is_over:
        raise WrongState("This invitation has grown too old. Ask for a new one.")
    invitation.state = LIFECYCLE.step(invitation.state, InvitationState.ACCEPTED)
    invitation.accepted_by_id = by.id
    by.email_confirmed_at = by.email_confirmed_at or clock.now()
    enter_operators(session, [invitation.operator_id])
    membership = Membership(user=by, operator_id=invitation.operator_id, role=invitation.role)
    session.add(membership)
    session.flush()
    record(session, Kind.INVITATION_ACCEPTED, about=invitation, by=by, role=invitation.role.value)
    return membership


def join(session: Session, invitation: Invitation, *, name: str, password: str) -> User:
    """Make an account by the link of an invitation, and take the role with it."""
    email = invitation.email
    person = User(name=names.checked(name), email=email, password_hash=passwords.hashed(password, email=email))
    keep(session, person)
    accept_invitation(session, invitation, by=person)
    return person
