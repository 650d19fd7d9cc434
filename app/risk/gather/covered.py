"""What the authorisations were given for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.authorisations.states import IN_FORCE
from app.operators.models import Operator
from app.programme.words import Role
from app.risk.facts import Covered
from app.risk.gather.given import Given


def covered(operator: Operator, given: Sequence[Given]) -> Covered:
    """What was applied for and granted; roles in the words of the API, sites by their UN/LOCODE.

    A role the business gave itself since is not covered. Without a description of then, the one of today stands.
    """
    profiles = [one.profile for one in given if one.profile and one.authorisation.state in IN_FORCE] or [described(operator)]
    roles = {role for profile in profiles for role in profile["roles"]}
    sites = {site["locode"] for profile in profiles for site in profile["sites"] if site["locode"]}
    modes = {mode for profile in profiles for mode in profile["modes"]}
    return Covered(tuple(role.api for role in Role if role in roles), tuple(sorted(sites)), tuple(sorted(modes)))


def described(operator: Operator) -> dict[str, Any]:
    sites = [{"locode": site.locode} for site in operator.open_sites]
    return {"roles": operator.roles, "modes": operator.modes, "sites": sites}
