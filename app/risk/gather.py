"""Gathering the facts of an operator: one query a kind of fact, in an order that never changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.applications.models import Application
from app.audits.models import Audit
from app.audits.states import State as AuditState
from app.authorisations.models import Authorisation
from app.authorisations.states import IN_FORCE
from app.core import clock
from app.findings.models import CorrectiveAction, Finding
from app.findings.states import ActionState
from app.findings.states import State as FindingState
from app.history.models import Event
from app.monitoring.models import Incident
from app.monitoring.states import State as IncidentState
from app.operators.models import Operator
from app.programme.words import Role
from app.risk import facts
from app.risk.facts import Facts
from app.risk.held import SUSPENSIONS, held


class Given(NamedTuple):
    """An authorisation, and the business as it was described when it was applied for."""

    authorisation: Authorisation
    profile: dict[str, Any] | None


def facts_of(session: Session, operator: Operator) -> Facts:
    """Every fact there is by now, as known at this moment. At most six queries."""
    today, given = clock.today(), _given(session, operator.id)
    authorisations = [one.authorisation for one in given]
    validated_on = _validated_on(session, operator.id, authorisations)
    return Facts(
        authorisations=held(authorisations, suspensions(session, operator.id), today, provisional=validated_on is None),
        last_validated_on=validated_on,
        incidents=_incidents(session, operator.id),
        actions=_actions(session, operator.id),
        covered=_covered(operator, given),
    )


def facts_of_newcomer(session: Session, operator_id: UUID) -> Facts:
    """Those of a business that was never authorised: nothing is held or covered yet. Three queries."""
    return Facts(
        last_validated_on=_validated_on(session, operator_id, ()),
        incidents=_incidents(session, operator_id),
        actions=_actions(session, operator_id),
    )


def _given(session: Session, operator_id: UUID) -> list[Given]:
    """The newest of each type first."""
    query = select(Authorisation, Application.profile).outerjoin(Application, Application.id == Authorisation.application_id)
    ordered = query.order_by(Authorisation.type, Authorisation.granted_on.desc(), Authorisation.number.desc())
    return [Given(*row) for row in session.execute(ordered.where(Authorisation.operator_id == operator_id))]


def suspensions(session: Session, operator_id: UUID) -> Sequence[Event]:
    """When suspensions began and ended, the oldest first."""
    query = select(Event).where(Event.operator_id == operator_id, Event.kind.in_(SUSPENSIONS))
    return session.scalars(query.order_by(Event.position)).all()


def _validated_on(session: Session, operator_id: UUID, authorisations: Sequence[Authorisation]) -> date | None:
    """The last visit that was reported, or that a grant rested on. A grant on paper alone validates nothing on site."""
    reported = select(func.max(Audit.ends_on)).where(Audit.operator_id == operator_id, Audit.state == AuditState.REPORTED)
    last: date | None = session.scalar(reported)
    known = [last, *(one.validated_on for one in authorisations)]
    return max((day for day in known if day), default=None)


def _incidents(session: Session, operator_id: UUID) -> tuple[facts.Incident, ...]:
    query = select(Incident).where(Incident.operator_id == operator_id, Incident.state == IncidentState.CONFIRMED)
    return tuple(
        facts.Incident(on=clock.day_of(one.occurred_at), kind=facts.IncidentKind(one.counting), cause=one.reference)
        for one in session.scalars(query.order_by(Incident.occurred_at, Incident.reference))
        if one.counting
    )


def _actions(session: Session, operator_id: UUID) -> tuple[facts.Action, ...]:
    """Those the trader owes, overdue or not: the day on which one will count is known ahead."""
    owed = (CorrectiveAction.state == ActionState.ASKED, Finding.state == FindingState.OPEN)
    query = select(CorrectiveAction.due_on, Finding.domain).join(CorrectiveAction.finding)
    rows = session.execute(
        query.where(CorrectiveAction.operator_id == operator_id, *owed).order_by(CorrectiveAction.due_on, CorrectiveAction.id)
    )
    return tuple(facts.Action(due_on, (domain,)) for due_on, domain in rows)


def _covered(operator: Operator, given: Sequence[Given]) -> facts.Covered:
    """What was applied for and granted; roles in the words of the API, sites by their UN/LOCODE.

    A role the business gave itself since is not covered. Without a description of then, the one of today stands.
    """
    profiles = [one.profile for one in given if one.profile and one.authorisation.state in IN_FORCE] or [_described(operator)]
    roles = {role for profile in profiles for role in profile["roles"]}
    return facts.Covered(
        roles=tuple(role.api for role in Role if role in roles),
        sites=tuple(sorted({site["locode"] for profile in profiles for site in profile["sites"] if site["locode"]})),
        modes=tuple(sorted({mode for profile in profiles for mode in profile["modes"]})),
    )


def _described(operator: Operator) -> dict[str, Any]:
    return {"roles": operator.roles, "modes": operator.modes, "sites": [{"locode": site.locode} for site in operator.open_sites]}
