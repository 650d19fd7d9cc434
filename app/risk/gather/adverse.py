"""What counts against operators. A fact that the holder disputes carries the day of it; one that was struck out is not there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.compliance import queries as compliance
from app.compliance.queries import UNDISPUTED, Doubt
from app.core import clock
from app.findings.models import CorrectiveAction, Finding
from app.findings.states import ActionState
from app.findings.states import State as FindingState
from app.monitoring.models import Incident
from app.monitoring.states import State as IncidentState
from app.programme.words import Domain
from app.risk import facts

Doubts = Mapping[UUID, Doubt]
Fact = TypeVar("Fact")
Grouped = Mapping[UUID, tuple[Fact, ...]]


def incidents(session: Session, ids: Collection[UUID], doubts: Doubts) -> Grouped[facts.Incident]:
    confirmed = (Incident.operator_id.in_(ids), Incident.state == IncidentState.CONFIRMED)
    query = select(Incident).where(*confirmed).order_by(Incident.occurred_at, Incident.reference)
    found: dict[UUID, list[facts.Incident]] = defaultdict(list)
    for one in session.scalars(query):
        doubt = doubts.get(one.id, UNDISPUTED)
        if doubt.counts and one.counting:
            kind, day = facts.IncidentKind(one.counting), clock.day_of(one.occurred_at)
            found[one.operator_id].append(facts.Incident(day, kind, cause=one.reference, disputed_on=doubt.since))
    return grouped(found)


def actions(session: Session, ids: Collection[UUID], doubts: Doubts) -> Grouped[facts.Action]:
    """Those the trader owes, overdue or not: the day on which one will count is known ahead."""
    owed = (
        CorrectiveAction.operator_id.in_(ids),
        CorrectiveAction.state == ActionState.ASKED,
        Finding.state == FindingState.OPEN,
    )
    wanted = (CorrectiveAction.id, CorrectiveAction.operator_id, CorrectiveAction.due_on, Finding.domain)
    query = select(*wanted).join(CorrectiveAction.finding).where(*owed)
    found: dict[UUID, list[facts.Action]] = defaultdict(list)
    for action_id, operator_id, due_on, domain in session.execute(query.order_by(CorrectiveAction.due_on, CorrectiveAction.id)):
        doubt = doubts.get(action_id, UNDISPUTED)
        if doubt.counts:
            found[operator_id].append(facts.Action(due_on, (domain,), disputed_on=doubt.since))
    return grouped(found)


def infringements(session: Session, ids: Collection[UUID], doubts: Doubts) -> Grouped[facts.Infringement]:
    found: dict[UUID, list[facts.Infringement]] = defaultdict(list)
    for one in compliance.recorded(session, ids):
        doubt = doubts.get(one.id, UNDISPUTED)
        if doubt.counts:
            domains = tuple(map(Domain, one.domains))
            fact = facts.Infringement(one.decided_on, one.severity, domains, one.disclosed, one.cause, doubt.since)
            found[one.operator_id].append(fact)
    return grouped(found)


def alerts(session: Session, ids: Collection[UUID], doubts: Doubts) -> Mapping[UUID, facts.InsolvencyAlert]:
    return {
        one.operator_id: facts.InsolvencyAlert(one.since, doubt.since)
        for one in compliance.alerted(session, ids)
        if (doubt := doubts.get(one.id, UNDISPUTED)).counts
    }


def grouped(found: Mapping[UUID, list[Fact]]) -> Grouped[Fact]:
    return {operator_id: tuple(facts) for operator_id, facts in found.items()}
