"""Finding simulations."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, defer, joinedload

from app.risk.policies.models import RiskPolicy
from app.risk.simulation.models import Simulation
from app.risk.simulation.states import UNDER_WAY

WITH_POLICIES = select(Simulation).options(
    joinedload(Simulation.policy), joinedload(Simulation.against), joinedload(Simulation.asked_by)
)


def of_policy(session: Session, row: RiskPolicy) -> Sequence[Simulation]:
    """The newest first, without their results."""
    told = WITH_POLICIES.where(Simulation.policy_id == row.id).options(defer(Simulation.result))
    return session.scalars(told.order_by(Simulation.asked_at.desc(), Simulation.id)).all()


def under_way(session: Session, row: RiskPolicy, against: RiskPolicy) -> Simulation | None:
    """The one that waits or runs. Who asks for the same at once is made to wait: there is never a second."""
    session.execute(select(RiskPolicy.id).where(RiskPolicy.id == row.id).with_for_update(key_share=True))
    same = select(Simulation).where(Simulation.policy_id == row.id, Simulation.against_id == against.id)
    return session.scalars(same.where(Simulation.state.in_(UNDER_WAY)).order_by(Simulation.asked_at).limit(1)).one_or_none()
