"""Simulations: what a policy would make of the operators there are, beside the one it was compared with."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.core import clock
from app.core.database import Base
from app.risk.policies.models import RiskPolicy
from app.risk.simulation.states import State


class Simulation(Base):
    """Two policies over the stored facts of every operator, at one moment. `result` is a tally in its JSON."""

    __tablename__ = "risk_simulation"
    __table_args__ = (Index("ix_risk_simulation_policy_id_asked_at", "policy_id", "asked_at"),)

    policy_id: Mapped[UUID] = mapped_column(ForeignKey("risk_policy.id"))
    against_id: Mapped[UUID] = mapped_column(ForeignKey("risk_policy.id"))
    asked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    state: Mapped[State] = mapped_column(default=State.WAITING)
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    result: Mapped[dict[str, Any] | None]
    finished_at: Mapped[datetime | None]

    policy: Mapped[RiskPolicy] = relationship(foreign_keys=[policy_id])
    against: Mapped[RiskPolicy] = relationship(foreign_keys=[against_id])
    asked_by: Mapped[User | None] = relationship()
