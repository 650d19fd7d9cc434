"""The business as its questions see it: as it stands, or as it stood when an application was sent."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from app.core import clock
from app.criteria.applicant import Applicant
from app.criteria.applicant import Site as Place
from app.operators.models import Operator, Site
from app.programme.rules import rules

DAYS_OF_A_YEAR = 365.25


def profile_of(operator: Operator) -> dict[str, Any]:
    """All that the questions and the officer's first page rest on, as it can be stored beside the application."""
    return {
        "taken_on": clock.today().isoformat(),
        "tin": operator.tin,
        "name": operator.name,
        "legal_form": operator.legal_form,
        "country": operator.country,
        "street": operator.street,
        "postcode": operator.postcode,
        "city": operator.city,
        "people": operator.people,
        "established_on": operator.established_on.isoformat() if operator.established_on else None,
        "roles": operator.roles,
        "modes": operator.modes,
        "activities": operator.activities,
        "public": operator.is_public,
        "identifiers": [{"scheme": one.scheme.value, "value": one.value} for one in operator.identifiers if not one.valid_to],
        "contacts": [
            {"name": one.name, "purpose": one.purpose.value, "email": one.email, "phone": one.phone} for one in operator.contacts
        ],
        "sites": [_site(site) for site in operator.open_sites],
    }


def applicant_of(profile: Mapping[str, Any], scopes: Collection[str]) -> Applicant:
    """Who is asked, for these scopes."""
    return Applicant(
        scopes=frozenset(scopes),
        roles=frozenset(profile["roles"]),
        modes=frozenset(profile["modes"]),
        sites=tuple(_place(site) for site in profile["sites"]),
        facts=profile["activities"],
        people=profile["people"],
        registered_years=_years(profile["established_on"], profile["taken_on"]),
        look_back_years=rules().cycle.look_back_years,
    )


def look_back(profile: Mapping[str, Any]) -> date:
    """The day from which on events are asked for: some years before the profile was taken."""
    taken = date.fromisoformat(profile["taken_on"])
    years = rules().cycle.look_back_years
    return taken.replace(year=taken.year - years, day=min(taken.day, 28) if taken.month == 2 else taken.day)


def _site(site: Site) -> dict[str, Any]:
    return {
        "id": str(site.id),
        "name": site.name,
        "address": site.address,
        "country": site.country,
        "locode": site.locode,
        "site_class": site.site_class,
        "roles": site.roles,
        "modes": site.modes,
        "activities": site.activities,
        "contact_name": site.contact_name,
        "contact_phone": site.contact_phone,
    }


def _place(site: Mapping[str, Any]) -> Place:
    """Roles and modes left empty are those of the business."""
    return Place(
        key=site["id"],
        site_class=site["site_class"] or None,
        roles=frozenset(site["roles"]) or None,
        modes=frozenset(site["modes"]) or None,
        facts=site["activities"],
    )


def _years(established_on: str | None, taken_on: str) -> float | None:
    if established_on is None:
        return None
    return (date.fromisoformat(taken_on) - date.fromisoformat(established_on)).days / DAYS_OF_A_YEAR
