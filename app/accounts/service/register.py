"""A person comes to the portal."""

from __future__ import annotations

from email_validator import EmailNotValidError, validate_email
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts import passwords
from app.accounts.models import User
from app.core import names
from app.core.errors import Invalid, allow
from app.history.kinds import Kind
from app.history.service import record

LONGEST = 254


class EmailTaken(Invalid):
    """There is an account with this e-mail address."""

    def __init__(self) -> None:
        super().__init__("There is an account with this e-mail address. Sign in with it, or give another address", "email")


class NoAddress(Invalid):
    """No e-mail address, or one that no letter reaches."""

    def __init__(self) -> None:
        super().__init__("Enter an e-mail address like name@example.com", "email")


def register(session: Session, *, name: str, email: str, password: str) -> User:
    """Make an account, and ask for the e-mail address to be confirmed: until then nothing can be done with it."""
    email = one_form(email)
    person = User(name=names.checked(name), email=email, password_hash=passwords.hashed(password, email=email))
    keep(session, person)
    record(session, Kind.CONFIRMATION_ASKED, about=person, by=person)
    return person


def rename(session: Session, person: User, *, by: User, name: str) -> None:
    """Write the name differently from now on; what was signed before keeps the old one."""
    allow(by.id == person.id)
    before, person.name = person.name, names.checked(name)
    record(session, Kind.PERSON_RENAMED, about=person, by=by, before=before, after=person.name)


def keep(session: Session, person: User) -> None:
    """Add the person, or `EmailTaken`; two at once are told apart by the database."""
    try:
        with session.begin_nested():
            session.add(person)
    except IntegrityError:
        raise EmailTaken from None


def one_form(email: str) -> str:
    """In lower case, as the account is found by it; or `NoAddress`."""
    if len(email) > LONGEST:
        raise NoAddress
    try:
        return validate_email(email.strip(), check_deliverability=False, allow_smtputf8=False).normalized.lower()
    except EmailNotValidError:
        raise NoAddress from None
