"""The places of the business: opened, changed, closed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, TypedDict, Unpack

from sqlalchemy.orm import Session

from app.core import clock
from app.core.errors import Invalid, WrongState, allow
from app.history.kinds import Kind
from app.history.service import record
from app.operators import policy
from app.operators.models import Operator, Site
from app.operators.service.changing import put
from app.programme import identifiers
from app.programme.words import Mode, Role

if TYPE_CHECKING:
    from app.accounts.models import User

OF_PEOPLE = frozenset({"contact_name", "contact_phone"})


class SiteFacts(TypedDict):
    """What is known of a site. Roles and modes are empty where they are those of the business."""

    name: str
    street: str
    postcode: str
    city: str
    country: str
    locode: str
    site_class: str
    roles: Collection[str]
    modes: Collection[str]
    contact_name: str
    contact_phone: str


class NameTaken(Invalid):
    """Two open sites of one name cannot be told apart."""

    def __init__(self) -> None:
        super().__init__("You have a site of this name already", "name")


class ElsewhereByCode(Invalid):
    """The UN/LOCODE and the address name different countries."""

    def __init__(self) -> None:
        super().__init__("This UN/LOCODE is of another country than the address", "locode")


class Closed(WrongState):
    """A closed site is part of the record."""

    def __init__(self) -> None:
        super().__init__("This site is closed, so it can no longer be changed.")


def add_site(session: Session, operator: Operator, *, by: User, **facts: Unpack[SiteFacts]) -> Site:
    """A further place; its questions come with it."""
    allow(policy.can_describe(by, operator))
    values = _checked(operator, None, facts)
    site = Site(operator_id=operator.id, operator=operator, **values)
    session.add(site)
    session.flush()
    record(session, Kind.SITE_ADDED, about=site, by=by, name=site.name, address=site.address, locode=site.locode)
    return site


def change_site(session: Session, site: Site, *, by: User, **facts: Unpack[SiteFacts]) -> None:
    """Put new facts in place of the old; `Closed` for a site that was closed."""
    allow(policy.can_describe(by, site.operator))
    if site.closed_on:
        raise Closed
    if changed := put(site, _checked(site.operator, site, facts), hidden=OF_PEOPLE):
        record(session, Kind.SITE_CHANGED, about=site, by=by, name=site.name, changed=changed)


def sort_sites(session: Session, operator: Operator, *, by: User, classes: Mapping[str, str]) -> None:
    """Put open sites, by id, into classes that work to one standard: from here on each class has one set of answers."""
    allow(policy.can_state_activities(by, operator))
    for site in operator.open_sites:
        if changed := put(site, {"site_class": class_name(classes.get(str(site.id), site.site_class))}):
            record(session, Kind.SITE_CHANGED, about=site, by=by, name=site.name, changed=changed)


def close_site(session: Session, site: Site, *, by: User, closed_on: date | None = None) -> None:
    """Close it, once (`Closed`): nothing is handled there any more. Its answers stay with the applications they were given in."""
    allow(policy.can_describe(by, site.operator))
    if site.closed_on:
        raise Closed
    site.closed_on = closed_on or clock.today()
    record(session, Kind.SITE_CLOSED, about=site, by=by, name=site.name, closed_on=site.closed_on.isoformat())


def _checked(operator: Operator, site: Site | None, facts: SiteFacts) -> dict[str, object]:
    """The facts in one form of writing."""
    texts = {field: " ".join(value.split()) for field, value in facts.items() if isinstance(value, str)}
    others = [one.name.casefold() for one in operator.open_sites if one is not site]
    if texts["name"].casefold() in others:
        raise NameTaken
    country = identifiers.country(texts["country"])
    locode = identifiers.locode(texts["locode"]) if texts["locode"] else None
    if locode and locode[:2] != country:
        raise ElsewhereByCode
    chosen = {
        "roles": [role.value for role in Role if role in facts["roles"]],
        "modes": [mode.value for mode in Mode if mode in facts["modes"]],
    }
    return {**texts, "country": country, "locode": locode, "site_class": class_name(texts["site_class"]), **chosen}


def class_name(typed: str) -> str:
    """The name of a class as it can stand in the key of an answer and in an address."""
    return " ".join(typed.replace("/", " ").replace("@", " ").replace("\\", " ").split())
