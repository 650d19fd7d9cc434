"""The facts asked first: which are asked of this applicant, which are ticked already, where they hold. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from app.criteria.applicant import Applicant
from app.criteria.catalogue import ActivityFact, Catalogue


@dataclass(frozen=True)
class Choice:
    """A fact with what is known or supposed of it. `follows` are the facts that only matter after a yes to this one."""

    fact: ActivityFact
    is_yes: bool
    follows: tuple[Choice, ...] = ()


def choices(catalogue: Catalogue, applicant: Applicant) -> tuple[Choice, ...]:
    """Every fact within the scope, each under the one it follows from; what was never said is ticked as the roles suggest."""
    asked = [fact for fact in catalogue.activities if not fact.scope.isdisjoint(applicant.scopes)]
    codes = {fact.code for fact in asked}
    return tuple(_choice(fact, asked, applicant) for fact in asked if not _leaders(fact) & codes)


def flat(chosen: Iterable[Choice]) -> list[Choice]:
    return [one for choice in chosen for one in (choice, *flat(choice.follows))]


def placed(catalogue: Catalogue, applicant: Applicant) -> tuple[ActivityFact, ...]:
    """The facts that may hold at one class of sites and not at another: asked again for each if there are several."""
    if len(applicant.classes) < 2:
        return ()
    asked = {one.fact.code: one.fact for one in applicant.facts_to_ask(catalogue) if one.at is not None}
    return tuple(asked.values())


def unsaid(catalogue: Catalogue, applicant: Applicant) -> list[str]:
    """The keys of facts that nobody has answered yet."""
    said = applicant.facts.keys()
    return [
        one.key
        for one in applicant.facts_to_ask(catalogue)
        if (one.given is None if one.at is not None else one.fact.code not in said)
    ]


def _choice(fact: ActivityFact, asked: Collection[ActivityFact], applicant: Applicant) -> Choice:
    given = applicant.given(fact.code)
    suggested = not fact.suggested_for.isdisjoint(applicant.roles)
    follows = tuple(_choice(other, asked, applicant) for other in asked if fact.code in _leaders(other))
    return Choice(fact, suggested if given is None else given, follows)


def _leaders(fact: ActivityFact) -> frozenset[str]:
    return fact.show_if.all_activities or frozenset()
