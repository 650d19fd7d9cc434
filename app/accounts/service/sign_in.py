"""Whether somebody is who they say, from when and until when."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.accounts import passwords, queries
from app.accounts.models import SignIn, User
from app.core import clock
from app.core.errors import Invalid

AT_LONGEST = timedelta(days=7)


class WrongCredentials(Invalid):
    """The same words and the same time, whichever of the two was wrong."""

    def __init__(self) -> None:
        super().__init__("The e-mail address or the password is not right. Check both, or have your password reset", "email")


def authenticate(session: Session, *, email: str, password: str) -> User:
    """The person with this address and password, or `WrongCredentials`.

    Officers, and whoever has a second factor, are asked for it next.
    """
    person = session.scalars(queries.person_with(email)).one_or_none()
    stored = person.password_hash if person else None
    if not passwords.fits(stored, password) or person is None or stored is None:
        raise WrongCredentials
    if passwords.is_outdated(stored):
        person.password_hash = passwords.rehashed(password)
    return person


def let_in(session: Session, person: User) -> SignIn:
    """After every factor that was asked for."""
    sign_in = SignIn(user_id=person.id)
    session.add(sign_in)
    session.flush()
    return sign_in


def sign_out(session: Session, sign_in_id: UUID) -> None:
    """From here on the cookie opens nothing, wherever a copy of it may be."""
    session.execute(delete(SignIn).where(SignIn.id == sign_in_id))


def sweep(session: Session) -> None:
    """Nobody stays signed in for longer than a week, however busy."""
    session.execute(delete(SignIn).where(SignIn.started_at < clock.now() - AT_LONGEST))
