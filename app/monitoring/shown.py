"""What a review shows of its holder, part by part: what the file says, in the words that are signed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

import orjson
from sqlalchemy.orm import Session

from app.authorisations.models import Authorisation
from app.authorisations.queries import in_force
from app.monitoring.states import Part
from app.operators.models import Contact, Operator, Site
from app.programme.words import Mode, Role


def shown(session: Session, operator: Operator) -> dict[str, list[str]]:
    """Lines by part. What only the answers of an application say has none: what was told to customs last still stands."""
    lines = {
        Part.BUSINESS: list(_business(operator)),
        Part.ROLES: [", ".join(word(code).label for code in codes) for word, codes in _acting(operator) if codes],
        Part.SITES: [_site(site) for site in operator.open_sites],
        Part.CONTACTS: [_contact(contact) for contact in operator.contacts],
        Part.HELD: list(_held(operator, in_force(session, operator.id))),
    }
    return {part.value: lines.get(part, []) for part in Part}


def fingerprint(lines: dict[str, list[str]]) -> str:
    return sha256(orjson.dumps(lines, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _business(operator: Operator) -> Iterator[str]:
    yield operator.name
    yield f"Legal form: {operator.legal_form}"
    yield operator.address
    if operator.established_on:
        yield f"Established on {_day(operator.established_on)}"
    if operator.people is not None:
        yield f"{operator.people:,} people"
    for one in operator.identifiers:
        if not one.valid_to:
            yield f"{one.scheme.label} {one.value}"


def _acting(operator: Operator) -> tuple[tuple[Any, list[str]], ...]:
    return (Role, operator.roles), (Mode, operator.modes)


def _site(site: Site) -> str:
    return ", ".join(part for part in (site.name, site.address, site.locode, site.contact_name, site.contact_phone) if part)


def _contact(contact: Contact) -> str:
    return ", ".join(part for part in (contact.purpose.label, contact.name, contact.phone, contact.email) if part)


def _held(operator: Operator, held: Sequence[Authorisation]) -> Iterator[str]:
    for one in held:
        yield f"{one.type.label} {one.number}, {one.status.label.lower()}, since {_day(one.effective_from)}"
    yield f"Public register: {'shown' if operator.is_public else 'not shown'}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
