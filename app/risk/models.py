"""Computations of the modifier, kept so that each can be replayed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.database import Base


class Computation(Base):
    """What the policy made of the facts of one operator at one moment: inputs, policy and output, word for word."""

    __tablename__ = "computation"
    __table_args__ = (Index("ix_computation_operator_id_computed_at", "operator_id", "computed_at"),)

    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"))
    computed_at: Mapped[datetime] = mapped_column(default=clock.now)
    policy_id: Mapped[str]
    policy_sha256: Mapped[str]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    output: Mapped[dict[str, Any]] = mapped_column(JSON)
    fiscal: Mapped[int]
    security: Mapped[int]
    next_change_at: Mapped[datetime | None]
    valid_until: Mapped[datetime]


class Shadow(Base):
    """What a candidate would have made of the same facts: computed beside a computation, told to nobody outside."""

    __tablename__ = "risk_shadow"
    __table_args__ = (Index("ix_risk_shadow_policy_id_operator_id_computed_at", "policy_id", "operator_id", "computed_at"),)

    computation_id: Mapped[UUID] = mapped_column(ForeignKey("computation.id"))
    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"))
    policy_id: Mapped[UUID] = mapped_column(ForeignKey("risk_policy.id"))
    computed_at: Mapped[datetime] = mapped_column(index=True)
    output: Mapped[dict[str, Any]] = mapped_column(JSON)
    fiscal: Mapped[int]
    security: Mapped[int]
