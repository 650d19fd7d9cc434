"""Whom customs reaches. Names and numbers of people are not written into the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from app.core.errors import Invalid, allow
from app.history.kinds import Kind
from app.history.service import record
from app.operators import policy
from app.operators.models import Contact, Operator
from app.operators.service.changing import put
from app.operators.words import ContactPurpose

if TYPE_CHECKING:
    from app.accounts.models import User

OF_PEOPLE = frozenset({"name", "email", "phone"})


class Unreachable(Invalid):
    """A contact without a way to reach it is none."""

    def __init__(self) -> None:
        super().__init__("Give an e-mail address or a telephone number", "email")


def add_contact(
    session: Session, operator: Operator, *, by: User, name: str, purpose: ContactPurpose, email: str, phone: str
) -> Contact:
    """Someone more to reach."""
    allow(policy.can_describe(by, operator))
    contact = Contact(operator_id=operator.id, **_checked(name, purpose, email, phone))
    session.add(contact)
    session.flush()
    record(session, Kind.CONTACT_CHANGED, about=contact, by=by, what="added", purpose=purpose.value)
    return contact


def change_contact(
    session: Session, contact: Contact, *, by: User, name: str, purpose: ContactPurpose, email: str, phone: str
) -> None:
    """Another person, purpose or number."""
    allow(policy.can_describe(by, contact.operator))
    if changed := put(contact, _checked(name, purpose, email, phone), hidden=OF_PEOPLE):
        record(session, Kind.CONTACT_CHANGED, about=contact, by=by, what="changed", purpose=purpose.value, changed=changed)


def remove_contact(session: Session, contact: Contact, *, by: User) -> None:
    """Not to be called any more."""
    allow(policy.can_describe(by, contact.operator))
    record(session, Kind.CONTACT_CHANGED, about=contact, by=by, what="removed", purpose=contact.purpose.value)
    session.delete(contact)


def _checked(name: str, purpose: ContactPurpose, email: str, phone: str) -> dict[str, object]:
    if not email.strip() and not phone.strip():
        raise Unreachable
    return {"name": " ".join(name.split()), "purpose": purpose, "email": email.strip(), "phone": " ".join(phone.split())}
