"""How people read a part of an authorisation."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from app.operators.models import Operator
from app.programme.words import Role

if TYPE_CHECKING:
    from app.authorisations.models import Authorisation


def in_words(operator: Operator, roles: Collection[str], sites: Collection[str]) -> str:
    """“as freight forwarder or consolidator anywhere, and at Cold store (ZZPMW) in any role”: each counts by itself."""
    told = [f"as {role.label.lower()}" for role in Role if role in roles]
    places = [f"at {site_in_words(operator, code)}" for code in sorted(sites)]
    if told and places:
        return f"{', '.join(told)} anywhere, and {', '.join(places)} in any role"
    return ", ".join(told + places)


def site_in_words(operator: Operator, code: str) -> str:
    """By its name as well, or those of all that share the code; one that was closed since is still called so."""
    there = [site for site in operator.sites if site.locode == code]
    names = [site.name for site in there if not site.closed_on] or [site.name for site in there]
    return f"{' and '.join(names)} ({code})" if names else code


def suspended_under(held: Iterable[Authorisation], code: str | None) -> str:
    """By which authorisations a role or a site is suspended by itself: “AEOC and AEOS”; nothing where it is not."""
    kinds = (one.type for one in held if any(code in (*part.roles, *part.sites) for part in one.suspended_parts))
    return " and ".join(kind.code for kind in kinds)
