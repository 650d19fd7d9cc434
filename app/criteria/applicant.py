"""Who is asked: scopes, roles, modes, sites, and the facts that decide which questions fit. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from app.criteria.catalogue import ActivityFact, Catalogue
from app.criteria.conditions import LOOK_BACK_YEARS, Circumstances, Codes

SMALL = 10  # people, the owner included
SMALL_FIRM, SEVERAL_SITES = "small_firm", "has_several_sites"


@dataclass(frozen=True)
class Site:
    """A site, with its own roles, modes and facts where they differ from the operator's (`None` or left out: the same)."""

    key: str
    site_class: str | None = None
    roles: Codes | None = None
    modes: Codes | None = None
    facts: Mapping[str, bool] = field(default_factory=dict)

    @property
    def class_key(self) -> str:
        """The class it stands in; a site of no class is a class of its own."""
        return self.site_class or self.key


@dataclass(frozen=True)
class FactAsked:
    """An activity fact to ask, of the operator (`at` is None) or of a class of sites."""

    fact: ActivityFact
    at: str | None
    suggested: bool
    given: bool | None

    @property
    def key(self) -> str:
        return self.fact.code if self.at is None else f"{self.fact.code}@{self.at}"


@dataclass(frozen=True)
class Applicant:
    """The operator as the questions see it. A fact that is not in `facts` has not been answered, and counts as no."""

    scopes: Codes
    roles: Codes
    modes: Codes = frozenset()
    sites: tuple[Site, ...] = ()
    facts: Mapping[str, bool] = field(default_factory=dict)
    people: int | None = None
    registered_years: float | None = None
    look_back_years: int = LOOK_BACK_YEARS

    @cached_property
    def classes(self) -> Mapping[str, tuple[Site, ...]]:
        """The sites by class, in the order they were recorded."""
        found: dict[str, list[Site]] = {}
        for site in self.sites:
            found.setdefault(site.class_key, []).append(site)
        return {key: tuple(sites) for key, sites in found.items()}

    @cached_property
    def done_at_sites(self) -> Codes:
        """The facts to which at least one site says yes."""
        return frozenset(code for site in self.sites for code, given in site.facts.items() if given)

    def given(self, code: str) -> bool | None:
        """What is known of the operator: its answer, a site's yes, or what the numbers of people and sites say."""
        if code in self.done_at_sites:
            return True
        if code in self.facts:
            return self.facts[code]
        if code == SMALL_FIRM and self.people is not None:
            return self.people <= SMALL
        if code == SEVERAL_SITES and len(self.sites) > 1:
            return True
        return None

    def circumstances(self, catalogue: Catalogue) -> Circumstances:
        """The operator as a whole."""
        return self._circumstances(self.roles, self.modes, self._facts(catalogue, ()))

    def circumstances_at(self, catalogue: Catalogue, sites: tuple[Site, ...]) -> Circumstances:
        """One site, or the sites of a class together: what any of them does, the class does."""
        roles = _union(self.roles if site.roles is None else site.roles for site in sites)
        modes = _union(self.modes if site.modes is None else site.modes for site in sites)
        return self._circumstances(roles, modes, self._facts(catalogue, sites))

    def facts_to_ask(self, catalogue: Catalogue) -> tuple[FactAsked, ...]:
        """The operator's facts; with several classes of sites also, for each, the site facts the operator said yes to."""
        asked = list(self._asked(catalogue, None, ()))
        if len(self.classes) > 1:
            for key, sites in self.classes.items():
                asked += self._asked(catalogue, key, sites)
        return tuple(asked)

    def _asked(self, catalogue: Catalogue, at: str | None, sites: tuple[Site, ...]) -> Iterable[FactAsked]:
        here = self.circumstances_at(catalogue, sites) if sites else self.circumstances(catalogue)
        for fact in catalogue.activities:
            if not self._applies(fact, here.facts) or (sites and not (fact.per_site and self.given(fact.code))):
                continue
            given = self.given(fact.code) if at is None else _first(site.facts.get(fact.code) for site in sites)
            yield FactAsked(fact, at, suggested=not fact.suggested_for.isdisjoint(here.roles), given=given)

    def _applies(self, fact: ActivityFact, facts: Codes) -> bool:
        """Whether a fact is asked: within the scope, and after a yes to the facts it depends on."""
        return not fact.scope.isdisjoint(self.scopes) and (fact.show_if.all_activities or frozenset()) <= facts

    def _facts(self, catalogue: Catalogue, sites: tuple[Site, ...]) -> Codes:
        yes: set[str] = set()
        for fact in catalogue.activities:
            if self._applies(fact, frozenset(yes)) and self._is_yes(fact, sites):
                yes.add(fact.code)
        return frozenset(yes)

    def _is_yes(self, fact: ActivityFact, sites: tuple[Site, ...]) -> bool:
        """At sites their own answer, and the operator's where they gave none."""
        of_operator = bool(self.given(fact.code))
        return any(site.facts.get(fact.code, of_operator) for site in sites) if sites and fact.per_site else of_operator

    def _circumstances(self, roles: Codes, modes: Codes, facts: Codes) -> Circumstances:
        return Circumstances(self.scopes, roles, modes, facts, self.registered_years, self.look_back_years)


def _union(sets: Iterable[Codes]) -> Codes:
    return frozenset().union(*sets)


def _first(answers: Iterable[bool | None]) -> bool | None:
    return next((answer for answer in answers if answer is not None), None)
