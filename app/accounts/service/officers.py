"""Officers of customs get their accounts from the administration, never by registering."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from app.accounts.models import OfficerGrant, User
from app.accounts.service.register import keep, one_form
from app.accounts.words import OfficerRole
from app.core.errors import allow
from app.history.kinds import Kind
from app.history.service import record


def create_officer(
    session: Session, *, by: User | None, name: str, email: str, roles: Iterable[OfficerRole], office: str = ""
) -> User:
    """An officer without a password: it is set by a link, and the second factor at the first sign-in.

    `by` is None at the command line.
    """
    allow(by is None or by.holds(OfficerRole.ADMINISTRATOR))
    given = sorted(set(roles))
    officer = User(name=name.strip(), email=one_form(email), office=office.strip() or None)
    officer.officer_grants = [OfficerGrant(role=role) for role in given]
    keep(session, officer)
    record(session, Kind.OFFICER_CREATED, about=officer, by=by, roles=[role.value for role in given])
    return officer
