"""Findings, and what the trader does about them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.database import Base, versioned
from app.findings.states import ActionState, Grade, State
from app.programme.words import Domain

if TYPE_CHECKING:
    from app.accounts.models import User


class Finding(Base):
    """Something an officer found wanting, told to the trader."""

    __tablename__ = "finding"

    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"), index=True)
    application_id: Mapped[UUID | None] = mapped_column(ForeignKey("application.id"), index=True)
    audit_id: Mapped[UUID | None] = mapped_column(ForeignKey("audit.id"), index=True)
    reference: Mapped[str] = mapped_column(unique=True)
    criterion: Mapped[str]
    domain: Mapped[Domain]
    grade: Mapped[Grade]
    text: Mapped[str]
    state: Mapped[State] = mapped_column(default=State.OPEN)
    raised_at: Mapped[datetime] = mapped_column(default=clock.now)
    raised_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = versioned()

    raised_by: Mapped[User] = relationship()
    actions: Mapped[list[CorrectiveAction]] = relationship(
        back_populates="finding", order_by="CorrectiveAction.due_on, CorrectiveAction.id"
    )

    __mapper_args__ = {"version_id_col": version}


class CorrectiveAction(Base):
    """What has to be done about a finding, by when; done by the trader, verified by an officer."""

    __tablename__ = "corrective_action"

    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"), index=True)
    finding_id: Mapped[UUID] = mapped_column(ForeignKey("finding.id"), index=True)
    text: Mapped[str]
    owner: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date]
    state: Mapped[ActionState] = mapped_column(default=ActionState.ASKED)
    reply: Mapped[str | None]
    reported_at: Mapped[datetime | None]
    reported_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    refusal: Mapped[str | None]
    verified_at: Mapped[datetime | None]
    verified_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = versioned()

    finding: Mapped[Finding] = relationship(back_populates="actions")

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_refused(self) -> bool:
        """Reported, not sufficient, and with the trader again."""
        return self.state is ActionState.ASKED and self.refusal is not None

    @property
    def is_overdue(self) -> bool:
        """The trader holds the ball, and the day has passed."""
        return self.state is ActionState.ASKED and self.due_on < clock.today()
