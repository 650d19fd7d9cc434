"""What the business says of itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from app.core import clock, names
from app.core.errors import Invalid, allow
from app.history.kinds import Kind
from app.history.service import record
from app.operators import policy
from app.operators.models import Operator
from app.operators.service.changing import put
from app.programme import identifiers
from app.programme.words import Mode, Role

if TYPE_CHECKING:
    from app.accounts.models import User


class NotYetEstablished(Invalid):
    """A business is there before it registers."""

    def __init__(self) -> None:
        super().__init__("The day the business was established cannot lie ahead", "established_on")


class NoRole(Invalid):
    """Without a role in the supply chain no question can be chosen."""

    def __init__(self) -> None:
        super().__init__("Choose at least one role in the supply chain", "roles")


def describe(
    session: Session,
    operator: Operator,
    *,
    by: User,
    name: str,
    legal_form: str,
    country: str,
    street: str,
    postcode: str,
    city: str,
    people: int | None,
    established_on: date | None,
) -> None:
    """Change name, form, address and size, as the register shows them; `NotYetEstablished` for a founding day ahead."""
    allow(policy.can_describe(by, operator))
    if established_on and established_on > clock.today():
        raise NotYetEstablished
    texts = {"name": names.checked(name), "legal_form": legal_form, "street": street, "postcode": postcode, "city": city}
    size: dict[str, object] = {"people": people, "established_on": established_on, "country": identifiers.country(country)}
    _change(session, operator, by, {field: " ".join(text.split()) for field, text in texts.items()} | size)


def state_founding(session: Session, operator: Operator, *, by: User, on: date) -> None:
    """State the day it was established, not one ahead (`NotYetEstablished`): a young business is asked for other records."""
    allow(policy.can_state_activities(by, operator))
    if on > clock.today():
        raise NotYetEstablished
    _change(session, operator, by, {"established_on": on})


def state_roles(session: Session, operator: Operator, *, by: User, roles: Collection[str], modes: Collection[str]) -> None:
    """State roles, at least one (`NoRole`), and modes of transport, in the programme's order.

    The questions follow; no answer is lost.
    """
    allow(policy.can_describe(by, operator))
    if not roles:
        raise NoRole
    chosen = {"roles": [role.value for role in Role if role in roles], "modes": [mode.value for mode in Mode if mode in modes]}
    _change(session, operator, by, chosen)


def state_activities(
    session: Session,
    operator: Operator,
    *,
    by: User,
    facts: Mapping[str, bool],
    of_classes: Mapping[str, Mapping[str, bool]] | None = None,
) -> None:
    """The facts asked first: of the business, and of each class of sites. What was said before of other facts stays."""
    allow(policy.can_state_activities(by, operator))
    for site in operator.open_sites:
        if of_class := (of_classes or {}).get(site.class_key):
            put(site, {"activities": site.activities | dict(of_class)})
    before = dict(operator.activities)
    put(operator, {"activities": before | dict(facts)})
    said = {code: [before.get(code), yes] for code, yes in facts.items() if before.get(code) is not yes}
    if said or of_classes:
        record(session, Kind.BUSINESS_DESCRIBED, about=operator, by=by, activities=said, of_classes=of_classes or {})


def _change(session: Session, operator: Operator, by: User, values: Mapping[str, object]) -> None:
    if changed := put(operator, values):
        record(session, Kind.BUSINESS_DESCRIBED, about=operator, by=by, changed=changed)
