"""A password is changed, or set anew by a link. Either ends every session of the person."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.accounts import passwords, queries
from app.accounts.links import LinkUsed
from app.accounts.models import User
from app.accounts.service.factors import forget_factor
from app.core import clock
from app.core.errors import Invalid, allow
from app.history.kinds import Kind
from app.history.service import record


class WrongPassword(Invalid):
    """The present password was not given."""

    def __init__(self) -> None:
        super().__init__("This is not your present password", "present")


def ask_reset(session: Session, *, email: str) -> None:
    """Have a link sent to set a new password. Whoever asks does not learn whether there is such an account."""
    person = session.scalars(queries.person_with(email)).one_or_none()
    if person is not None:
        record(session, Kind.PASSWORD_RESET_ASKED, about=person, by=None)


def reset_password(session: Session, person: User, *, password: str) -> None:
    """Set a new password by the link, which whoever reads the letters to this address has opened; `LinkUsed` the second time."""
    epoch = person.session_epoch
    session.refresh(person, with_for_update=True)
    if person.session_epoch != epoch:
        raise LinkUsed
    put(person, password)
    if person.email_confirmed_at is None:
        person.email_confirmed_at = clock.now()
        forget_factor(session, person)  # whoever made the account with another's address set it up
    record(session, Kind.PASSWORD_CHANGED, about=person, by=person, by_link=True)


def change_password(session: Session, person: User, *, by: User, present: str, password: str) -> None:
    allow(by.id == person.id)
    require_password(person, present)
    put(person, password)
    record(session, Kind.PASSWORD_CHANGED, about=person, by=by, by_link=False)


def require_password(person: User, present: str) -> None:
    """`WrongPassword` unless it is theirs: asked again before what a stranger at an open screen must not do."""
    if not passwords.fits(person.password_hash, present):
        raise WrongPassword


def put(person: User, password: str) -> None:
    person.password_hash = passwords.hashed(password, email=person.email)
    person.session_epoch += 1
