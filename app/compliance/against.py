"""All that stands against an operator, whatever room it comes from, each with its dispute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from app.accounts.models import User
from app.compliance import policy
from app.compliance.doubt import UNDISPUTED, Doubt, doubts
from app.compliance.models import Dispute, Infringement, SolvencyAlert
from app.compliance.service import Established
from app.compliance.service.dispute import AT_MOST
from app.compliance.states import AlertState, DisputeState, InfringementState
from app.compliance.words import Disputable
from app.core import clock
from app.findings.models import CorrectiveAction
from app.findings.policy import visible_to as findings_visible_to
from app.findings.states import ActionState
from app.history.models import Event
from app.monitoring.models import Incident
from app.monitoring.policy import visible_to as incidents_visible_to
from app.monitoring.states import Counting
from app.monitoring.states import State as IncidentState
from app.outcomes.queries import errors_of
from app.programme.words import Role


@dataclass(frozen=True)
class Against:
    """A fact that may lower the credit, as its holder reads it, and the thing it is."""

    fact: Established
    on: date
    text: str
    thing: Infringement | SolvencyAlert | Incident | CorrectiveAction | Event
    disputes: Sequence[Dispute] = ()
    doubt: Doubt = UNDISPUTED

    @property
    def dispute(self) -> Dispute | None:
        """The last one."""
        return self.disputes[-1] if self.disputes else None

    @property
    def may_be_disputed(self) -> bool:
        return len(self.disputes) < AT_MOST and all(one.state is DisputeState.TAKEN_BACK for one in self.disputes)


def against(session: Session, user: User, operator_id: UUID, *, errors_since: date = date.min) -> list[Against]:
    """What counts, or may, the newest first; errors of checks from a day on. Six queries."""
    found = [*infringements(session, user, operator_id), *alerts(session, user, operator_id)]
    found += [*incidents(session, user, operator_id), *actions(session, user, operator_id)]
    found += errors(session, operator_id, errors_since)
    raised = session.scalars(disputes_of(user, operator_id)).all()
    about: dict[UUID, list[Dispute]] = defaultdict(list)
    for one in raised:
        about[one.about_id].append(one)
    known = doubts(raised)
    numbers = ((one, one.fact.about_id) for one in found)
    disputed = [replace(one, disputes=about[number], doubt=known.get(number, UNDISPUTED)) for one, number in numbers]
    return sorted(disputed, key=lambda one: (one.on, one.fact.reference), reverse=True)


def disputes_of(user: User, operator_id: UUID) -> Select[Dispute]:
    """The last one about a fact comes last."""
    return policy.disputes_visible_to(user).where(Dispute.operator_id == operator_id).order_by(Dispute.raised_at, Dispute.id)


def last_disputes(session: Session, user: User, operator_id: UUID) -> dict[UUID, Dispute]:
    """By the id of the fact; none that was taken back."""
    found = session.scalars(disputes_of(user, operator_id).where(Dispute.state != DisputeState.TAKEN_BACK))
    return {one.about_id: one for one in found}


def infringements(session: Session, user: User, operator_id: UUID) -> Iterator[Against]:
    mine = policy.visible_to(user).where(Infringement.operator_id == operator_id)
    for one in session.scalars(mine.where(Infringement.state == InfringementState.RECORDED)):
        fact = Established(Disputable.INFRINGEMENT, one.id, operator_id, one.reference, one.recorded_by_id)
        yield Against(fact, one.decided_on, one.description, one)


def alerts(session: Session, user: User, operator_id: UUID) -> Iterator[Against]:
    mine = policy.alerts_visible_to(user).where(SolvencyAlert.operator_id == operator_id)
    for one in session.scalars(mine.where(SolvencyAlert.state == AlertState.CONFIRMED)):
        fact = Established(Disputable.SOLVENCY_ALERT, one.id, operator_id, one.reference, one.recorded_by_id)
        yield Against(fact, one.since, one.description, one)


def incidents(session: Session, user: User, operator_id: UUID) -> Iterator[Against]:
    """Those that cost something: a victim, or whoever told in time with measures in time, has nothing to dispute."""
    mine = incidents_visible_to(user).where(Incident.operator_id == operator_id, Incident.state == IncidentState.CONFIRMED)
    for one in session.scalars(mine.where(Incident.counting.in_((Counting.MEASURES_LATE, Counting.FOUND_BY_CUSTOMS)))):
        fact = Established(Disputable.INCIDENT, one.id, operator_id, one.reference, one.assessed_by_id)
        yield Against(fact, clock.day_of(one.occurred_at), one.assessment or one.description, one)


def actions(session: Session, user: User, operator_id: UUID) -> Iterator[Against]:
    """Those overdue on the trader's side."""
    mine = findings_visible_to(user).subquery()
    late = select(CorrectiveAction).join(mine, mine.c.id == CorrectiveAction.finding_id)
    owed = late.where(CorrectiveAction.operator_id == operator_id, CorrectiveAction.state == ActionState.ASKED)
    overdue = owed.where(CorrectiveAction.due_on < clock.today()).options(joinedload(CorrectiveAction.finding))
    for one in session.scalars(overdue):
        fact = Established(Disputable.ACTION, one.id, operator_id, one.finding.reference, one.finding.raised_by_id)
        yield Against(fact, one.due_on, one.text, one)


def errors(session: Session, operator_id: UUID, since: date) -> Iterator[Against]:
    """Of the sample on which error rates rest. Nobody established one that a system told of."""
    for one in errors_of(session, operator_id, since=since):
        reference, role = one.facts["reference"], Role(one.facts["as"])
        fact = Established(Disputable.CHECK, one.about_id, operator_id, reference, one.by_id)
        text = f"A random check or a routine audit found a material error in declaration {reference}; role: {role.label.lower()}."
        yield Against(fact, date.fromisoformat(one.facts["on"]), text, one)
