"""Policies, written once, and the periods in which they are in force."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.core import clock
from app.core.database import Base
from app.risk.policies.states import State
from app.risk.policy import Policy, read

READ: dict[str, Policy] = {}  # by hash: a policy does not change


class Tampered(RuntimeError):
    """The text of a policy is not the one that was hashed: nothing may be computed by it."""


class RiskPolicy(Base):
    """A policy as it was proposed. Its text is never changed: by grant, and by the hash that every computation names.

    `is_shadow`: computed beside the policy in force at each recomputation, to see what it would do.
    """

    __tablename__ = "risk_policy"
    __table_args__ = (
        CheckConstraint("proposed_by_id <> approved_by_id", "four_eyes"),
        CheckConstraint("(approved_at IS NOT NULL) = (state IN ('approved', 'retired'))", "approved_once"),
        CheckConstraint("NOT is_shadow OR state IN ('proposed', 'approved')", "shadow_of_what_may_come"),
        Index("uq_risk_policy_one_shadow", "is_shadow", unique=True, postgresql_where=text("is_shadow")),
    )

    code: Mapped[str] = mapped_column(unique=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    body: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    note: Mapped[str] = mapped_column(default="")
    state: Mapped[State] = mapped_column(default=State.PROPOSED)
    proposed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[datetime] = mapped_column(default=clock.now)
    approved_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime | None]
    closed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime | None]
    closing_reason: Mapped[str] = mapped_column(default="")
    is_shadow: Mapped[bool] = mapped_column(default=False)

    proposed_by: Mapped[User | None] = relationship(foreign_keys=[proposed_by_id])
    approved_by: Mapped[User | None] = relationship(foreign_keys=[approved_by_id])
    closed_by: Mapped[User | None] = relationship(foreign_keys=[closed_by_id])

    @property
    def policy(self) -> Policy:
        """The text, read once in a process; `Tampered` where it is not the one that was hashed."""
        if self.sha256 not in READ:
            policy = read(self.body)
            if policy.sha256 != self.sha256:
                raise Tampered(f"The text of policy {self.code} does not have the hash {self.sha256}.")
            READ[self.sha256] = policy
        return READ[self.sha256]


class Period(Base):
    """From when on a policy is in force: until the next one begins. Written once; a change of mind is a later row.

    Of two that begin at the same moment the one recorded later stands: so a day to come is called off.
    """

    __tablename__ = "risk_policy_period"
    __table_args__ = (Index("ix_risk_policy_period_from_at", "from_at"),)

    position: Mapped[int] = mapped_column(BigInteger, Identity(always=True), unique=True)
    policy_id: Mapped[UUID] = mapped_column(ForeignKey("risk_policy.id"), index=True)
    from_at: Mapped[datetime]
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    recorded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(default="")

    row: Mapped[RiskPolicy] = relationship()
    recorded_by: Mapped[User | None] = relationship()


class Rollout(Base):
    """That the operators are computed anew since a policy came into force; `total` as there were when it began."""

    __tablename__ = "risk_policy_rollout"

    period_id: Mapped[UUID] = mapped_column(ForeignKey("risk_policy_period.id"), unique=True)
    total: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(default=clock.now)
    finished_at: Mapped[datetime | None]
