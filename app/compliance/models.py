"""What stands against an operator, and what it disputes of it. Nothing here counts before the holder was told."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.compliance.states import AlertState, DisputeState, InfringementState
from app.compliance.words import Disputable, Severity
from app.core import clock
from app.core.database import Base, versioned
from app.operators.models import Operator
from app.outcomes.models import Outcome

if TYPE_CHECKING:
    from app.accounts.models import User


class Infringement(Base):
    """A breach of customs rules, by final decision of the authority or a court.

    `domains` are words of `programme.Domain`. Facts of one affair count once: `cause` is its number, `check_id` the outcome of
    the check that found it.
    """

    __tablename__ = "infringement"
    __table_args__ = (
        CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", "withdrawal_dated"),
        CheckConstraint("check_id IS NULL OR cause IS NULL", "one_cause"),
    )

    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"), index=True)
    reference: Mapped[str] = mapped_column(unique=True)
    decided_on: Mapped[date]
    severity: Mapped[Severity]
    domains: Mapped[list[str]]
    disclosed: Mapped[bool]
    cause: Mapped[str | None]
    check_id: Mapped[UUID | None] = mapped_column(ForeignKey("outcome.id"))
    description: Mapped[str]
    legal_basis: Mapped[str]
    state: Mapped[InfringementState] = mapped_column(default=InfringementState.RECORDED)
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_because: Mapped[str | None]
    version: Mapped[int] = versioned()

    operator: Mapped[Operator] = relationship()
    recorded_by: Mapped[User] = relationship()
    check: Mapped[Outcome | None] = relationship()

    __mapper_args__ = {"version_id_col": version}


class SolvencyAlert(Base):
    """Signs, confirmed by an officer, that the operator may not be able to pay. At most one is open."""

    __tablename__ = "solvency_alert"
    __table_args__ = (
        Index("uq_solvency_alert_one_open", "operator_id", unique=True, postgresql_where=text("state = 'confirmed'")),
        CheckConstraint("(state = 'lifted') = (lifted_at IS NOT NULL)", "lifting_dated"),
    )

    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"), index=True)
    reference: Mapped[str] = mapped_column(unique=True)
    since: Mapped[date]
    description: Mapped[str]
    state: Mapped[AlertState] = mapped_column(default=AlertState.CONFIRMED)
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    lifted_at: Mapped[datetime | None]
    lifted_because: Mapped[str | None]
    version: Mapped[int] = versioned()

    operator: Mapped[Operator] = relationship()
    recorded_by: Mapped[User] = relationship()

    __mapper_args__ = {"version_id_col": version}


class Dispute(Base):
    """The holder says that a fact is wrong. Whoever established it does not judge it.

    A fact is disputed once; who is not content with the answer appeals.
    """

    __tablename__ = "dispute"
    __table_args__ = (
        Index("uq_dispute_once", "about_id", unique=True, postgresql_where=text("state <> 'taken_back'")),
        Index("ix_dispute_state_raised_at", "state", "raised_at"),
        CheckConstraint("(state IN ('upheld', 'rejected')) = (settled_at IS NOT NULL)", "settling_dated"),
        CheckConstraint("settled_by_id <> established_by_id", "four_eyes"),
    )

    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"), index=True)
    about: Mapped[Disputable]
    about_id: Mapped[UUID]
    reference: Mapped[str]
    established_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str]
    state: Mapped[DisputeState] = mapped_column(default=DisputeState.OPEN)
    raised_at: Mapped[datetime] = mapped_column(default=clock.now)
    raised_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    answer: Mapped[str | None]
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = versioned()

    operator: Mapped[Operator] = relationship()
    established_by: Mapped[User | None] = relationship(foreign_keys=established_by_id)
    raised_by: Mapped[User] = relationship(foreign_keys=raised_by_id)
    settled_by: Mapped[User | None] = relationship(foreign_keys=settled_by_id)

    __mapper_args__ = {"version_id_col": version}
