"""Finding computations: the last one of an operator, and those that are due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, aliased

from app.risk.models import Computation
from app.risk.policies.queries import in_force


def latest(session: Session, operator_id: UUID) -> Computation | None:
    """The one that is published; None for an operator that was never computed."""
    query = select(Computation).where(Computation.operator_id == operator_id)
    return session.scalars(query.order_by(Computation.computed_at.desc(), Computation.id).limit(1)).first()


def due(session: Session, moment: datetime, *, at_most: int) -> Sequence[UUID]:
    """Operators to compute anew: a day before the last answer ends or, on that day, at its end. The most urgent first.

    Those not computed by the policy in force are due at any time: they were under way when it changed.
    """
    newest = select(Computation).ext(distinct_on(Computation.operator_id))
    last = aliased(
        Computation, newest.order_by(Computation.operator_id, Computation.computed_at.desc(), Computation.id).subquery()
    )
    policy = in_force(session)
    early = last.valid_until - timedelta(days=policy.validity.renew_days_before)
    other = last.policy_sha256 != policy.sha256
    ripe = or_(other, last.valid_until <= moment, (early <= moment) & (last.computed_at < early))
    return session.scalars(select(last.operator_id).where(ripe).order_by(last.valid_until, last.operator_id).limit(at_most)).all()
