"""The officers of the demonstration, the accounts anybody may use, and the system that asks."""

from __future__ import annotations

from base64 import b32encode
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import clients, passwords
from app.accounts.models import User
from app.accounts.service import create_officer
from app.accounts.words import OfficerRole
from app.core import clock

PASSWORD = "Portal-demo-2026!"  # noqa: S105  printed on the sign-in page of every demonstration
CLIENT, SECRET = "demo-risk-engine", "demo-secret-2026"


@dataclass(frozen=True)
class Crew:
    """Who acts for customs in the stories."""

    officer: User
    colleague: User
    auditor: User
    decider: User
    manager: User
    admin: User


def muster(session: Session) -> Crew:
    """Make the officers, with their second factors, and the system that asks."""
    crew = Crew(
        officer=officer(session, "officer", "Rita Okafor", OfficerRole.CASE_OFFICER),
        colleague=officer(session, "colleague", "Theo Marsh", OfficerRole.CASE_OFFICER),
        auditor=officer(session, "auditor", "Marco Ferrante", OfficerRole.AUDITOR),
        decider=officer(session, "decider", "Lena Solberg", OfficerRole.DECISION_MAKER),
        manager=officer(session, "manager", "Ida Castellan", OfficerRole.PROGRAMME_MANAGER),
        admin=officer(session, "admin", "Samir Voss", OfficerRole.ADMINISTRATOR),
    )
    clients.create(session, CLIENT, "Demonstration risk engine", list(clients.Scope), SECRET, by=None)
    return crew


def found(session: Session) -> Crew | None:
    """The officers of a seeding that was interrupted."""
    people = {name: person_with(session, f"{name}@customs.example") for name in Crew.__dataclass_fields__}
    return Crew(**{name: person for name, person in people.items() if person}) if all(people.values()) else None


def person_with(session: Session, email: str) -> User | None:
    return session.scalars(select(User).where(User.email == email)).one_or_none()


def officer(session: Session, name: str, full_name: str, role: OfficerRole) -> User:
    email = f"{name}@customs.example"
    person = create_officer(session, by=None, name=full_name, email=email, roles=[role], office="East office")
    person.totp_secret = b32encode(sha256(email.encode()).digest()[:20]).decode()
    let_in(person)
    return person


def let_in(person: User) -> None:
    """With the password of the demonstration, and the address confirmed."""
    person.password_hash = passwords.hashed(PASSWORD, email=person.email)
    person.email_confirmed_at = clock.now()
