"""What a candidate made of the operators, beside what the policy in force made of the same facts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, and_, delete, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from app.core import clock
from app.operators.models import Operator
from app.risk.models import Computation, Shadow
from app.risk.simulation.tally import FAR

KEPT = timedelta(days=90)


class Summary(NamedTuple):
    """Of the operators computed under both: how many differ, how many by ten points or more, and the mean difference."""

    operators: int
    differ: int
    far: int
    fiscal: float
    security: float


def newest(policy_id: UUID) -> Any:
    """The last pair of each operator."""
    last = select(Shadow).ext(distinct_on(Shadow.operator_id)).where(Shadow.policy_id == policy_id)
    return last.order_by(Shadow.operator_id, Shadow.computed_at.desc(), Shadow.id).subquery("beside")


def summary(session: Session, policy_id: UUID) -> Summary:
    beside, live = newest(policy_id), Computation
    fiscal, security = beside.c.fiscal - live.fiscal, beside.c.security - live.security
    differs, far = (
        func.greatest(func.abs(fiscal), func.abs(security)) > 0,
        func.greatest(func.abs(fiscal), func.abs(security)) >= FAR,
    )
    counted = select(
        func.count(),
        func.count().filter(differs),
        func.count().filter(far),
        func.coalesce(func.avg(fiscal), 0),
        func.coalesce(func.avg(security), 0),
    )
    operators, differ, distant, mean, other = session.execute(
        counted.select_from(beside).join(live, live.id == beside.c.computation_id)
    ).one()
    return Summary(operators, differ, distant, float(mean), float(other))


def pairs(policy_id: UUID) -> Select[Any]:
    """Those that differ most first: operator, both figures under the policy in force, both under the candidate."""
    beside, live = newest(policy_id), Computation
    by = func.greatest(func.abs(beside.c.fiscal - live.fiscal), func.abs(beside.c.security - live.security))
    told = select(Operator, live.fiscal, live.security, beside.c.fiscal, beside.c.security, beside.c.computed_at)
    joined = told.join(beside, beside.c.operator_id == Operator.id).join(live, live.id == beside.c.computation_id)
    return joined.where(and_(by > 0)).order_by(by.desc(), Operator.name, Operator.id)


def sweep(session: Session) -> None:
    """Of an operator under way there are newer ones; and each can be worked out again from the facts of its computation."""
    session.execute(delete(Shadow).where(Shadow.computed_at < clock.now() - KEPT))
