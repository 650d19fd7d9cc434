"""Finding computations: the last one of an operator, and those that are due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session

from app.core import clock
from app.register.models import Entry
from app.risk.ageing import first_within
from app.risk.models import Computation
from app.risk.policies.queries import by_another, in_force


def latest(session: Session, operator_id: UUID) -> Computation | None:
    """The one that is published; None for an operator that was never computed."""
    query = select(Computation).where(Computation.operator_id == operator_id)
    return session.scalars(query.order_by(Computation.computed_at.desc(), Computation.id).limit(1)).first()


def errors_since(session: Session) -> date:
    """The first day whose errors of checks still count, by the policy in force."""
    return first_within(clock.today(), in_force(session).errors_for)


def due(session: Session, moment: datetime, *, at_most: int) -> Sequence[UUID]:
    """Operators to compute anew: a day before the last answer ends or, on that day, at its end; the most urgent first.

    After them those computed by another policy, since they were under way when it changed. Each part is found by an index,
    whatever the planner thinks of their number.
    """
    ripe = select(Entry.operator_id).where(Entry.renews_at <= moment).order_by(Entry.renews_at)
    others = (select(Entry.operator_id).where(another) for another in by_another(session))
    parts = (part.limit(at_most).subquery() for part in (ripe, *others))
    found = session.scalars(union_all(*(select(part.c.operator_id) for part in parts)))
    return list(dict.fromkeys(found))[:at_most]
