"""Where cases stand: the facts of many, in five queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.accounts.models import User
from app.applications.models import Application, Request
from app.applications.service import answer_by, supply_by
from app.applications.states import OPEN, RequestState, State
from app.assessment import progress
from app.assessment.cases import clock_for
from app.assessment.models import Rating
from app.assessment.queries import cases
from app.audits.models import Audit
from app.audits.states import State as AuditState
from app.core import clock
from app.decisions.models import Decision
from app.desk.situation import Asked, Proposed, Situation, Visit


def situations(session: Session, applications: Sequence[Application]) -> dict[UUID, Situation]:
    """The situation of each, by the id of the application; requests come with the applications, or are loaded one by one."""
    ids = [one.id for one in applications]
    visits = by_case(session, select(Audit).where(Audit.application_id.in_(ids), Audit.state != AuditState.CANCELLED))
    heard = select(Decision).where(Decision.application_id.in_(ids)).options(joinedload(Decision.hearing))
    decisions = by_case(session, heard.order_by(Decision.proposed_at, Decision.id))
    counted = select(Rating.application_id, func.count()).where(Rating.application_id.in_(ids)).group_by(Rating.application_id)
    rated = {case_id: number for case_id, number in session.execute(counted)}  # noqa: C416  a result has keys of its own
    return {
        one.id: situation(one, visits.get(one.id, ()), decisions.get(one.id, ()), rated=rated.get(one.id, 0))
        for one in applications
    }


def cases_of(session: Session, viewer: User, ids: Iterable[UUID], *, operator_id: UUID | None = None) -> Sequence[Application]:
    """Applications with what their situation rests on; of one business also the case that is open."""
    known = (
        *(joinedload(one) for one in (Application.operator, Application.edition, Application.officer)),
        selectinload(Application.requests),
    )
    theirs = and_(Application.operator_id == operator_id, Application.state.in_(OPEN))
    return session.scalars(cases(viewer).where(or_(Application.id.in_(ids), theirs)).options(*known)).all()


def situation(application: Application, visits: Iterable[Audit], decisions: Iterable[Decision], *, rated: int) -> Situation:
    """The facts as plain values."""
    is_open = application.state is State.UNDER_ASSESSMENT
    decided = list(decisions)
    return Situation(
        state=application.state,
        legal_on=legal_on(application, decided),
        types=tuple(application.asked_types),
        accepted_on=application.accepted_on,
        to_rate=len(progress.to_rate(application)) if is_open else 0,
        rated=rated,
        requests=tuple(_asked(one) for one in application.requests if one.state is not RequestState.WITHDRAWN),
        visits=tuple(Visit(one.id, one.starts_on, one.ends_on, one.lead_id, one.state is AuditState.REPORTED) for one in visits),
        proposals=tuple(sorted((_proposed(one) for one in decided), key=lambda one: one.type)),
    )


def legal_on(application: Application, decisions: Iterable[Decision]) -> date:
    clock_ = clock_for(application, application.requests, [one.hearing for one in decisions if one.hearing])
    if clock_ is not None:
        return clock_.legal_date
    return supply_by(application) if application.state is State.RETURNED else answer_by(application)


def by_case(session: Session, query: Select[Any]) -> Mapping[UUID, Sequence[Any]]:
    found: dict[UUID, list[Any]] = {}
    for one in session.scalars(query):
        found.setdefault(one.application_id, []).append(one)
    return found


def _asked(request: Request) -> Asked:
    answered_on = clock.day_of(request.answered_at) if request.answered_at else None
    return Asked(request.number, request.due_on, answered_on, request.settled_at is not None)


def _proposed(decision: Decision) -> Proposed:
    hearing = decision.hearing
    return Proposed(
        id=decision.id,
        type=decision.type,
        kind=decision.kind,
        ground=decision.ground,
        state=decision.state,
        proposed_on=clock.day_of(decision.proposed_at),
        proposed_by_id=decision.proposed_by_id,
        reply_by=hearing.due_on if hearing else None,
        replied_on=clock.day_of(hearing.replied_at) if hearing and hearing.replied_at else None,
    )
