"""Parts of an authorisation that a decision names: what there is to name, and what may be suspended by itself."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.applications.models import Application
from app.authorisations.models import Authorisation
from app.core.errors import Invalid
from app.decisions.models import Decision
from app.programme.rules import rules
from app.programme.words import Role
from app.risk.gather.covered import described


@dataclass(frozen=True)
class Part:
    """Some roles and some sites, these by their UN/LOCODE: each by itself, whatever it is combined with."""

    roles: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Covered:
    """All that an authorisation was given for. A site without a UN/LOCODE can be asked for by no system, and so not be named."""

    roles: tuple[Role, ...]
    sites: tuple[str, ...]
    names_every_site: bool

    def is_all_in(self, part: Part) -> bool:
        """Whether nothing would be left: every role, or every site."""
        return part.roles.issuperset(self.roles) or (self.names_every_site and part.sites.issuperset(self.sites))

    @property
    def has_parts(self) -> bool:
        """Whether anything can be named beside which something is left."""
        return len(self.roles) > 1 or len(self.sites) > self.names_every_site


class WholeOnly(Invalid):
    """The programme knows no partial suspension."""

    def __init__(self) -> None:
        super().__init__("This programme suspends an authorisation as a whole only", "extent")


class NotPartOfIt(Invalid):
    """What is named was never covered, so that nothing would be suspended."""

    def __init__(self, named: Collection[str]) -> None:
        super().__init__(f"Not covered by this authorisation: {', '.join(sorted(named))}", "extent")


class AllOfIt(Invalid):
    """A part is never the whole: that has another status, another letter, and says so to everybody."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing would be left of it: every role, or every site, would be suspended. Suspend the whole authorisation",
            "extent",
        )


def covered(session: Session, authorisation: Authorisation) -> Covered:
    """As the business was described when it applied, else as it is today."""
    profile = profile_of(session, authorisation)
    sites = {site["locode"] for site in profile["sites"]}
    return Covered(
        roles=tuple(role for role in Role if role in profile["roles"]),
        sites=tuple(sorted(filter(None, sites))),
        names_every_site=bool(sites) and all(sites),
    )


def profile_of(session: Session, authorisation: Authorisation) -> Mapping[str, Any]:
    application = session.get(Application, authorisation.application_id) if authorisation.application_id else None
    return (application and application.profile) or described(authorisation.operator)


def check_part(session: Session, authorisation: Authorisation, part: Part) -> None:
    """With what is suspended already, something is left."""
    if not rules().partial_suspension:
        raise WholeOnly
    known = covered(session, authorisation)
    if strange := (part.roles - set(known.roles)) | (part.sites - set(known.sites)):
        raise NotPartOfIt(strange)
    already = (Part(frozenset(one.roles), frozenset(one.sites)) for one in authorisation.suspended_parts)
    if known.is_all_in(sum_of(part, *already)):
        raise AllOfIt


def part_of(decision: Decision) -> Part:
    """What the decision names; nothing of one about the whole."""
    return Part(frozenset(decision.roles), frozenset(decision.sites))


def sum_of(*parts: Part) -> Part:
    return Part(frozenset().union(*(one.roles for one in parts)), frozenset().union(*(one.sites for one in parts)))
