"""Security incidents."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.database import Base, versioned
from app.monitoring.states import Counting, IncidentType, State
from app.operators.models import Operator, Site
from app.programme.words import Mode

if TYPE_CHECKING:
    from app.accounts.models import User


class Incident(Base):
    """A breach or a suspicious event, reported by the trader. It counts in the modifier once an officer confirmed it."""

    __tablename__ = "incident"
    __table_args__ = (
        CheckConstraint("(state = 'confirmed') = (counting IS NOT NULL)", "counts_once_confirmed"),
        Index("ix_incident_state_reported_at", "state", "reported_at"),
    )

    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"), index=True)
    reference: Mapped[str] = mapped_column(unique=True)
    what: Mapped[IncidentType]
    occurred_at: Mapped[datetime]
    place: Mapped[str]
    site_id: Mapped[UUID | None] = mapped_column(ForeignKey("site.id"))
    mode: Mapped[Mode | None]
    goods: Mapped[str]
    description: Mapped[str]
    consequences: Mapped[str]
    measures: Mapped[str]
    reported_at: Mapped[datetime] = mapped_column(default=clock.now)
    reported_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    state: Mapped[State] = mapped_column(default=State.REPORTED)
    counting: Mapped[Counting | None]
    assessment: Mapped[str | None]
    assessed_at: Mapped[datetime | None]
    assessed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = versioned()

    operator: Mapped[Operator] = relationship()
    site: Mapped[Site | None] = relationship()
    reported_by: Mapped[User] = relationship(foreign_keys=reported_by_id)
    assessed_by: Mapped[User | None] = relationship(foreign_keys=assessed_by_id)

    __mapper_args__ = {"version_id_col": version}
