"""Whether somebody is who they say."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.accounts import passwords, queries
from app.accounts.models import User
from app.core.errors import Invalid


class WrongCredentials(Invalid):
    """The same words and the same time, whichever of the two was wrong."""

    def __init__(self) -> None:
        super().__init__("The e-mail address or the password is not right. Check both, or have your password reset", "email")


def authenticate(session: Session, *, email: str, password: str) -> User:
    """The person with this address and password. Officers, and whoever has a second factor, are asked for it next."""
    person = session.scalars(queries.person_with(email)).one_or_none()
    stored = person.password_hash if person else None
    if not passwords.fits(stored, password) or person is None or stored is None:
        raise WrongCredentials
    if passwords.is_outdated(stored):
        person.password_hash = passwords.rehashed(password)
    return person
