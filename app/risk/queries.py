"""Finding computations: the last one of an operator, and those that are due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.register.models import Entry
from app.risk.models import Computation
from app.risk.policies.queries import in_force


def latest(session: Session, operator_id: UUID) -> Computation | None:
    """The one that is published; None for an operator that was never computed."""
    query = select(Computation).where(Computation.operator_id == operator_id)
    return session.scalars(query.order_by(Computation.computed_at.desc(), Computation.id).limit(1)).first()


def due(session: Session, moment: datetime, *, at_most: int) -> Sequence[UUID]:
    """Operators to compute anew: a day before the last answer ends or, on that day, at its end. The most urgent first.

    Those not computed by the policy in force are due at any time: they were under way when it changed. Either is found by an
    index, and for that "another" is written as two ranges.
    """
    ours = in_force(session).sha256
    ripe = or_(Entry.renews_at <= moment, Entry.policy_sha256 < ours, Entry.policy_sha256 > ours)
    return session.scalars(
        select(Entry.operator_id).where(ripe).order_by(Entry.renews_at, Entry.operator_id).limit(at_most)
    ).all()
