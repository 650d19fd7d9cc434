"""What is asked of outcomes: of one operator, of a month, of a system."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Row, Select, and_, delete, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, aliased, joinedload

from app.history.kinds import Kind
from app.history.models import Event
from app.outcomes.filed import Filed
from app.outcomes.models import Outcome, Report
from app.outcomes.sums import due, source


def errors_of(session: Session, operator_id: UUID, *, since: date) -> list[Event]:
    """What counts against an operator, the last check first: as it was told of each, and nothing that was taken back since."""
    told = select(Event).where(Event.operator_id == operator_id, Event.kind.in_((Kind.ERROR_FOUND, Kind.ERROR_TAKEN_BACK)))
    found: dict[tuple[str, str, str], Event] = {}
    for event in session.scalars(told.order_by(Event.position)):
        place = (event.facts["client_id"], event.facts["reference"], event.facts["as"])
        if event.kind is Kind.ERROR_FOUND:
            found[place] = event
        else:
            found.pop(place, None)
    counted = [event for event in reversed(found.values()) if checked_on(event) >= since]
    return sorted(counted, key=checked_on, reverse=True)


def checked_on(error: Event) -> date:
    return date.fromisoformat(error.facts["on"])


def newest(session: Session, ids: Collection[UUID]) -> Mapping[UUID, Filed]:
    """What is known by now of the declarations that these outcomes told of, each by the id that was asked for."""
    told, last = aliased(Outcome), aliased(Outcome)
    same = and_(last.system == told.system, last.reference == told.reference, last.role == told.role)
    columns = [getattr(last, name) for name in Filed._fields]
    found = select(told.id, *columns).ext(distinct_on(told.id)).join(last, same).where(told.id.in_(ids))
    return {one: Filed(*row) for one, *row in session.execute(found.order_by(told.id, last.version.desc()))}


def sources(session: Session, *, since: date) -> Sequence[Row[tuple[str, date, int, int, int]]]:
    """Each system: the last month it told of, and how much."""
    numbers = [func.sum(source.c[name]).label(name) for name in ("declarations", "controls", "sampled")]
    rows = select(source.c.system, func.max(source.c.month).label("last"), *numbers).where(source.c.month >= since)
    return session.execute(rows.group_by(source.c.system).order_by(source.c.system)).all()


def reports() -> Select[Report]:
    return select(Report).options(joinedload(Report.by)).order_by(Report.at.desc(), Report.id)


def waiting(session: Session, *, at_most: int) -> Sequence[UUID]:
    """Operators to be computed anew, those that wait longest first."""
    return session.scalars(select(due.c.operator_id).order_by(due.c.since, due.c.operator_id).limit(at_most)).all()


def take(session: Session, operator_id: UUID) -> bool:
    """In the transaction that computes it: what comes in meanwhile asks for it again. False if somebody else did."""
    return session.execute(delete(due).where(due.c.operator_id == operator_id).returning(due.c.operator_id)).first() is not None
