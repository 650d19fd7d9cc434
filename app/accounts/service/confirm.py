"""A person shows that the e-mail address is theirs."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.core import clock
from app.core.errors import WrongState, allow
from app.history.kinds import Kind
from app.history.service import record


def ask_confirmation(session: Session, person: User, *, by: User) -> None:
    """Have the link sent once more; `WrongState` if the address is confirmed."""
    allow(by.id == person.id)
    if person.email_confirmed_at is not None:
        raise WrongState("Your e-mail address is confirmed already.")
    record(session, Kind.CONFIRMATION_ASKED, about=person, by=by)


def confirm_email(session: Session, person: User) -> None:
    """Confirm the address: whoever reads its letters has opened the link, as `links.confirming` has checked.

    `WrongState` the second time.
    """
    if person.email_confirmed_at is not None:
        raise WrongState("Your e-mail address is confirmed already.")
    person.email_confirmed_at = clock.now()
    record(session, Kind.EMAIL_CONFIRMED, about=person, by=person)
