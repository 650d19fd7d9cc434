"""A business comes to the portal."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts.models import Membership, User
from app.accounts.words import MembershipRole
from app.core import identifiers, names
from app.core.errors import Invalid, allow
from app.core.isolation import enter_operators
from app.history.kinds import Kind
from app.history.service import record
from app.operators.models import Identifier, Operator
from app.operators.words import Scheme

CHECKS = {Scheme.EORI: identifiers.eori, Scheme.LEI: identifiers.lei, Scheme.VAT: identifiers.vat}


class AlreadyRegistered(Invalid):
    """The business is here already; by whom is not said."""

    def __init__(self) -> None:
        super().__init__(
            "A business with this trader number or one of the other numbers is registered. Check each number; if all are"
            " right, ask a colleague to invite you, or write to the programme office",
            "tin",
        )


def register(
    session: Session,
    *,
    by: User,
    name: str,
    legal_form: str,
    country: str,
    tin: str,
    street: str,
    postcode: str,
    city: str,
    numbers: dict[Scheme, str],
) -> Operator:
    """Register a business. Whoever does so is its first signatory; what it does is described afterwards."""
    allow(not by.is_officer, "An officer of customs cannot register a business.")
    operator = Operator(
        name=names.checked(name, "business"),
        legal_form=legal_form.strip(),
        country=identifiers.country(country),
        tin=identifiers.tin(tin),
        street=street.strip(),
        postcode=postcode.strip(),
        city=city.strip(),
        identifiers=list(identifiers_of(numbers)),
    )
    enter_operators(session, [operator.id])
    keep(session, operator)
    session.add(Membership(user=by, operator_id=operator.id, role=MembershipRole.SIGNATORY))
    record(session, Kind.BUSINESS_REGISTERED, about=operator, by=by, tin=operator.tin)
    return operator


def identifiers_of(numbers: dict[Scheme, str]) -> Iterator[Identifier]:
    return (Identifier(scheme=scheme, value=CHECKS[scheme](number)) for scheme, number in numbers.items() if number.strip())


def keep(session: Session, operator: Operator) -> None:
    """Add the business, or `AlreadyRegistered`: other businesses are not seen from here, the database's own rule is."""
    try:
        with session.begin_nested():
            session.add(operator)
    except IntegrityError:
        raise AlreadyRegistered from None
