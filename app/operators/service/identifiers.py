"""Other numbers of the business: added when it has them, ended when they lapse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.core import clock
from app.core.errors import Invalid, allow
from app.history.kinds import Kind
from app.history.service import record
from app.operators import policy
from app.operators.models import Identifier, Operator
from app.operators.words import CHECKED_BY, Scheme

if TYPE_CHECKING:
    from app.accounts.models import User


class NumberTaken(Invalid):
    """A number names one business. Whose it is, is not said."""

    def __init__(self, scheme: Scheme) -> None:
        super().__init__(f"This {scheme.label} stands with a business already. Check it, or ask the programme office.", "value")


def in_one_form(numbers: Mapping[Scheme, str]) -> list[tuple[Scheme, str]]:
    """Those that were given, each as its register writes it."""
    return [(scheme, CHECKED_BY[scheme](number)) for scheme, number in numbers.items() if number.strip()]


def add_identifier(session: Session, operator: Operator, *, by: User, scheme: Scheme, value: str) -> Identifier:
    """Add another number, in its one form of writing; `NumberTaken` if a business has it."""
    allow(policy.can_describe(by, operator))
    identifier = Identifier(operator_id=operator.id, scheme=scheme, value=_checked(scheme, value))
    try:
        with session.begin_nested():
            session.add(identifier)
    except IntegrityError:
        raise NumberTaken(scheme) from None
    record(session, Kind.BUSINESS_DESCRIBED, about=operator, by=by, added={scheme.value: identifier.value})
    return identifier


def end_identifier(session: Session, identifier: Identifier, *, by: User) -> None:
    """The number is no longer the business's own. What was done under it stays findable."""
    operator = identifier.operator
    allow(policy.can_describe(by, operator))
    ended = {identifier.scheme.value: identifier.value}
    end(session, identifier)
    record(session, Kind.BUSINESS_DESCRIBED, about=operator, by=by, ended=ended)


def end(session: Session, identifier: Identifier) -> None:
    """One of the same day is a slip: it never was."""
    if identifier.valid_from == clock.today():
        session.delete(identifier)
    else:
        identifier.valid_to = clock.today()


def _checked(scheme: Scheme, value: str) -> str:
    try:
        return CHECKED_BY[scheme](value)
    except Invalid as wrong:
        raise Invalid(str(wrong), "value") from None
