"""What a single fact of the record does to the credit today: what the figures would be if it were not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from app.compliance.against import Against
from app.compliance.models import Infringement, SolvencyAlert
from app.compliance.words import Disputable
from app.core import clock
from app.findings.models import CorrectiveAction
from app.monitoring.models import Incident
from app.programme.words import Domain
from app.risk import facts as told
from app.risk.ageing import last_within
from app.risk.engine import figures
from app.risk.facts import Facts
from app.risk.policy import Policy

Fact = TypeVar("Fact", told.Infringement, told.Incident, told.Action)
Weight = Mapping[Domain, int]
AGEING = (Disputable.INFRINGEMENT, Disputable.INCIDENT)


def weight(facts: Facts, less: Facts, policy: Policy, moment: datetime) -> Weight:
    """By how many points each figure would be better with less; a figure that would not is left out."""
    now, then = figures(facts, policy, moment), figures(less, policy, moment)
    return {figure: now[figure].value - then[figure].value for figure in Domain if now[figure].value > then[figure].value}


def without(facts: Facts, one: Against) -> Facts:
    """The same operator, had this not happened."""
    match one.thing:
        case Infringement() as thing:
            return replace(facts, infringements=left(facts.infringements, infringement(thing), one))
        case Incident(counting=counting) as thing if counting:
            incident = told.Incident(clock.day_of(thing.occurred_at), told.IncidentKind(counting), thing.reference)
            return replace(facts, incidents=left(facts.incidents, incident, one))
        case CorrectiveAction() as thing:
            return replace(facts, actions=left(facts.actions, told.Action(thing.due_on, (thing.finding.domain,)), one))
        case SolvencyAlert():
            return replace(facts, insolvency=None)
    return facts


def without_errors(facts: Facts) -> Facts:
    """As many checks, and nothing found by them."""
    return replace(facts, checks=tuple(replace(one, errors=0) for one in facts.checks))


def fewer_errors(facts: Facts) -> Iterator[Facts]:
    """Each way in which there could be one error less."""
    for place, one in enumerate(facts.checks):
        if one.errors:
            less = replace(one, errors=one.errors - 1)
            yield replace(facts, checks=(*facts.checks[:place], less, *facts.checks[place + 1 :]))


def left(known: tuple[Fact, ...], gone: Fact, one: Against) -> tuple[Fact, ...]:
    """All but one of its like: facts that look the same weigh the same."""
    disputed = replace(gone, disputed_on=one.doubt.since)
    if disputed not in known:
        return known
    place = known.index(disputed)
    return known[:place] + known[place + 1 :]


def infringement(thing: Infringement) -> told.Infringement:
    cause = thing.cause or (str(thing.check_id) if thing.check_id else None)
    return told.Infringement(thing.decided_on, thing.severity, tuple(map(Domain, thing.domains)), thing.disclosed, cause)


def counts_until(one: Against, policy: Policy) -> date | None:
    """The last day on which it can count; None where that is in somebody's hands."""
    if one.fact.about is Disputable.CHECK:
        return last_within(one.on, policy.errors_for)
    return last_within(one.on, policy.fades_in) if one.fact.about in AGEING else None
