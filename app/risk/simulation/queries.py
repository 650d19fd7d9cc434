"""Finding simulations."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, defer, joinedload

from app.risk.policies.models import RiskPolicy
from app.risk.simulation.models import Simulation

WITH_POLICIES = select(Simulation).options(
    joinedload(Simulation.policy), joinedload(Simulation.against), joinedload(Simulation.asked_by)
)


def of_policy(session: Session, row: RiskPolicy) -> Sequence[Simulation]:
    """The newest first, without their results."""
    told = WITH_POLICIES.where(Simulation.policy_id == row.id).options(defer(Simulation.result))
    return session.scalars(told.order_by(Simulation.asked_at.desc(), Simulation.id)).all()
