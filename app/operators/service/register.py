"""A business comes to the portal."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts.models import Membership, User
from app.accounts.words import MembershipRole
from app.core import names
from app.core.errors import Invalid, allow
from app.core.isolation import enter_operators
from app.history.kinds import Kind
from app.history.service import record
from app.operators.models import Identifier, Operator
from app.operators.service.contest import make_way
from app.operators.service.identifiers import in_one_form
from app.operators.words import Scheme
from app.programme import identifiers


class AlreadyRegistered(Invalid):
    """The business is here already; by whom is not said."""

    def __init__(self) -> None:
        super().__init__(
            "A business with this trader number or one of the other numbers is registered. Check each number. If all are"
            " right, ask a colleague to invite you: those who run its account are told that you asked. If nobody of your"
            " business knows of it, write to the programme office, which can set the numbers free",
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
    others = in_one_form(numbers)
    operator = Operator(
        name=names.checked(name, "business"),
        legal_form=legal_form.strip(),
        country=identifiers.country(country),
        tin=identifiers.tin(tin),
        street=street.strip(),
        postcode=postcode.strip(),
        city=city.strip(),
        identifiers=[Identifier(scheme=scheme, value=value) for scheme, value in others],
    )
    make_way(session, operator.tin, others)
    enter_operators(session, [operator.id])
    keep(session, operator)
    session.add(Membership(user=by, operator_id=operator.id, role=MembershipRole.SIGNATORY))
    record(session, Kind.BUSINESS_REGISTERED, about=operator, by=by, tin=operator.tin)
    return operator


def keep(session: Session, operator: Operator) -> None:
    """Add the business, or `AlreadyRegistered`: other businesses are not seen from here, the database's own rule is."""
    try:
        with session.begin_nested():
            session.add(operator)
    except IntegrityError:
        raise AlreadyRegistered from None
