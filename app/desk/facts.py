"""Where cases stand, in SQL: one row a case, each fact from one look into an index."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Select,
    Subquery,
    Uuid,
    and_,
    case,
    cast,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from app.applications.models import Application, Request
from app.applications.states import RequestState
from app.audits.models import Audit
from app.audits.states import State as AuditState
from app.core import clock
from app.decisions.grounds import WITHOUT_HEARING
from app.decisions.models import Decision, Hearing
from app.decisions.states import ADVERSE
from app.decisions.states import State as DecisionState

Scalar = ColumnElement[Any]


def standing(applications: Select[Any], today: date) -> Subquery:
    """The facts of these applications, each worked out once: one look into an index for requests, decisions and visits."""
    asked, proposed, visited = requests(), proposals(today), visits(today)
    known: list[Scalar] = [
        Application.id.label("id"),
        Application.operator_id.label("operator_id"),
        Application.reference.label("reference"),
        Application.state.label("state"),
        Application.accepted_on.label("accepted_on"),
        day(Application.submitted_at).label("sent_on"),
        day(Application.returned_at).label("returned_on"),
        func.jsonb_array_length(Application.types).label("wanted"),
        *(column for found in (asked, proposed, visited) for column in found.c),
    ]
    joined = applications.with_only_columns(*known)
    for found in (asked, proposed, visited):
        joined = joined.outerjoin(found, true())
    return joined.subquery()


def requests() -> FromClause:
    is_unread = and_(Request.state == RequestState.ANSWERED, Request.settled_at.is_(None))
    facts = select(
        set_days().label("asked"),
        func.min(day(Request.answered_at)).filter(is_unread).label("unread"),
        func.min(Request.due_on).filter(Request.state == RequestState.OPEN).label("owed"),
    )
    return facts.where(Request.application_id == Application.id).correlate(Application).lateral()


def set_days() -> Scalar:
    """The days that requests set, those that two of them share only once; withdrawn ones leave no trace."""
    period = func.daterange(day(Request.asked_at), Request.due_on)
    periods = select(func.unnest(func.range_agg(period)).label("period"))
    theirs = and_(Request.application_id == Application.id, Request.state != RequestState.WITHDRAWN)
    joined = periods.where(theirs).correlate(Application).subquery()
    return select(func.sum(func.upper(joined.c.period) - func.lower(joined.c.period))).scalar_subquery()


def proposals(today: date) -> FromClause:
    ripe = is_ripe(today)
    waits = and_(Decision.state == DecisionState.IN_HEARING, ~ripe)
    heard = func.count(day(Hearing.opened_at).distinct()) * func.max(Hearing.due_on - Hearing.served_on)
    facts = select(
        heard.label("heard"),  # hearings of one day extend the clock once
        func.min(ripe_on()).filter(ripe).label("ripe"),
        first(barred(), ripe_on(), Decision.type).filter(ripe)[1].label("barred"),
        func.min(Hearing.due_on).filter(waits).label("reply"),
        func.count(Decision.type.distinct()).filter(Decision.state != DecisionState.WITHDRAWN).label("taken"),
    )
    of_case = facts.select_from(Decision).outerjoin(Decision.hearing).where(Decision.application_id == Application.id)
    return of_case.correlate(Application).lateral()


def visits(today: date) -> FromClause:
    is_unreported = Audit.state.not_in([AuditState.REPORTED, AuditState.CANCELLED])
    over, ahead = and_(is_unreported, Audit.ends_on < today), and_(is_unreported, Audit.ends_on >= today)
    facts = select(
        func.min(Audit.ends_on).filter(over).label("over"),
        first(Audit.lead_id, Audit.ends_on).filter(over)[1].label("lead"),
        func.min(Audit.starts_on).filter(ahead).label("ahead"),
        func.count().filter(Audit.state != AuditState.CANCELLED).label("visits"),
    )
    return facts.select_from(Audit).where(Audit.application_id == Application.id).correlate(Application).lateral()


def day(moment: Any) -> Scalar:
    """`clock.day_of`, as the database says it."""
    return cast(func.timezone(clock.zone().key, moment), Date)


def days(number: Any) -> Scalar:
    """A sum of days, which PostgreSQL makes a bigint that no date takes."""
    return cast(func.coalesce(number, 0), Integer)


def is_live() -> ColumnElement[bool]:
    return Decision.state.in_([DecisionState.PROPOSED, DecisionState.IN_HEARING])


def is_ripe(today: date) -> ColumnElement[bool]:
    """Customs has to act on the proposal: nobody is waited for."""
    over = or_(Hearing.replied_at.is_not(None), Hearing.due_on < today)
    return or_(Decision.state == DecisionState.PROPOSED, and_(Decision.state == DecisionState.IN_HEARING, over))


def ripe_on() -> Scalar:
    heard = func.coalesce(day(Hearing.replied_at), Hearing.due_on + 1)
    return case((Decision.state == DecisionState.PROPOSED, day(Decision.proposed_at)), else_=heard)


def barred() -> Scalar:
    """Who may not sign it: the proposer; nobody, while the hearing is to be opened first."""
    adverse = and_(Decision.kind.in_(ADVERSE), Decision.ground.not_in(WITHOUT_HEARING))
    return case((~and_(Decision.state == DecisionState.PROPOSED, adverse), Decision.proposed_by_id))


def first(what: Any, *order: Any) -> Any:
    """All of a column in an order, of which the first counts."""
    return func.array_agg(aggregate_order_by(what, *order), type_=ARRAY(Uuid))
