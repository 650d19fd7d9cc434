"""Links sent by letter. A link carries a signed token, is bound to what it changes, and so is dead once used.

Tokens are made when a letter is sent and stand nowhere: not in an event, a job or a letter.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.models import Invitation, User
from app.accounts.words import InvitationState
from app.config import settings
from app.core.errors import Invalid
from app.core.isolation import enter_operators, unlock
from app.core.signed_text import BadSignature, SignatureExpired, serializer

CONFIRM_FOR, RESET_FOR, INVITATION_FOR = timedelta(days=7), timedelta(hours=1), timedelta(days=7)


class DeadLink(Invalid):
    """This link opens nothing any more."""


class LinkUsed(DeadLink):
    """A new password was set by it."""

    def __init__(self) -> None:
        super().__init__("This link has been used. Sign in with your new password, or ask for another link.")


def confirm_url(user: User) -> str:
    return address("confirm", [str(user.id), user.email])


def reset_url(user: User) -> str:
    return address("reset", [str(user.id), user.session_epoch])


def invitation_url(invitation: Invitation) -> str:
    return address("invitation", [str(invitation.id)])


def confirming(session: Session, token: str) -> User:
    """The person whose e-mail address this link confirms."""
    user_id, email = read("confirm", token, CONFIRM_FOR)
    user = session.get(User, UUID(user_id))
    if user is None or user.email != email or user.email_confirmed_at is not None:
        raise DeadLink("This link has been used. Your e-mail address is confirmed: sign in.")
    return user


def resetting(session: Session, token: str) -> User:
    """The person who sets a new password by this link."""
    user_id, epoch = read("reset", token, RESET_FOR)
    user = session.get(User, UUID(user_id))
    if user is None or user.ended_at is not None or user.session_epoch != epoch:
        raise LinkUsed
    return user


def inviting(session: Session, token: str) -> Invitation:
    """The invitation this link opens; from here on the session sees the business it comes from."""
    (invitation_id,) = read("invitation", token, INVITATION_FOR)
    unlock(session, invitation_id)
    invitation = session.get(Invitation, UUID(invitation_id))
    if invitation is None or invitation.state is not InvitationState.OPEN:
        raise DeadLink("This invitation has been used or withdrawn. If you have accepted it, sign in; else ask for a new one.")
    enter_operators(session, [invitation.operator_id])
    return invitation


def address(purpose: str, facts: list[Any]) -> str:
    token = serializer(f"link-{purpose}").dumps(facts)
    return f"{settings().base_url}/account/{purpose}/{token}"


def read(purpose: str, token: str, good_for: timedelta) -> list[Any]:
    """What a token says, or `DeadLink`."""
    try:
        facts: list[Any] = serializer(f"link-{purpose}").loads(token, max_age=int(good_for.total_seconds()))
    except SignatureExpired:
        raise DeadLink("This link has grown too old. Ask for a new one.") from None
    except BadSignature:
        raise DeadLink("This link is not whole. Copy the whole address from the letter, up to its last character.") from None
    return facts
