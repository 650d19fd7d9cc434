"""Computations of the modifier, kept so that each can be replayed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.database import Base


class Computation(Base):
    """What the policy made of the facts of one operator at one moment: inputs, policy and output."""

    __tablename__ = "computation"
    __table_args__ = (Index("ix_computation_operator_id_computed_at", "operator_id", "computed_at"),)

    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"))
    computed_at: Mapped[datetime] = mapped_column(default=clock.now)
    policy_id: Mapped[str]
    policy_sha256: Mapped[str]
    facts: Mapped[dict[str, Any]]
    output: Mapped[dict[str, Any]]
    fiscal: Mapped[int]
    security: Mapped[int]
    next_change_at: Mapped[datetime | None]
    valid_until: Mapped[datetime]
