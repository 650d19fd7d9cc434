"""Security incidents, and the yearly reviews of holders."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.database import Base, versioned
from app.monitoring.states import Counting, IncidentType, ReviewState, State
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


class Review(Base):
    """What a holder checks and signs once a year. At most one waits for the holder at a time.

    `said` has a text for each part that was looked at, empty where it is as shown; `shown` is what the signatory read, by part.
    From `late_from` on one that is still missing counts in the modifier: some days after the second reminder went out.
    """

    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint("operator_id", "year"),
        Index("uq_review_one_open", "operator_id", unique=True, postgresql_where=text("state = 'open'")),
        Index("ix_review_state_sent_at", "state", "sent_at"),
        CheckConstraint("(state IN ('open', 'lapsed')) = (sent_at IS NULL)", "sending_dated"),
        CheckConstraint("(state = 'noted') = (noted_at IS NOT NULL)", "noting_dated"),
    )

    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"))
    year: Mapped[int]
    due_on: Mapped[date]
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    reminded_on: Mapped[date | None]
    reminded_again_on: Mapped[date | None]
    late_from: Mapped[date | None]
    state: Mapped[ReviewState] = mapped_column(default=ReviewState.OPEN)
    said: Mapped[dict[str, Any]] = mapped_column(default=dict)
    shown: Mapped[dict[str, Any] | None]
    statement: Mapped[str | None]
    sent_at: Mapped[datetime | None]
    sent_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime | None]
    note: Mapped[str | None]
    noted_at: Mapped[datetime | None]
    noted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = versioned()

    operator: Mapped[Operator] = relationship()
    sent_by: Mapped[User | None] = relationship(foreign_keys=sent_by_id)
    noted_by: Mapped[User | None] = relationship(foreign_keys=noted_by_id)

    __mapper_args__ = {"version_id_col": version}
