"""What happened to declarations, as systems told it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import User
from app.core import clock
from app.core.database import Base
from app.outcomes.words import Examination, Found, Selection, Size
from app.programme.words import Domain, Mode, Role


class Report(Base):
    """One sending of a system, or one file of a manager, and what became of it."""

    __tablename__ = "outcome_report"
    __table_args__ = (Index("ix_outcome_report_at", "at"),)

    system: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=clock.now)
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    filename: Mapped[str | None]
    stored: Mapped[int] = mapped_column(default=0)
    corrected: Mapped[int] = mapped_column(default=0)
    others: Mapped[int] = mapped_column(default=0)

    by: Mapped[User | None] = relationship()


class Outcome(Base):
    """What happened to one declaration for one party on it. Written once: a correction is a newer version."""

    __tablename__ = "outcome"
    __table_args__ = (
        UniqueConstraint("system", "reference", "role", "version"),
        CheckConstraint("version >= 1", "version_counted"),
    )

    report_id: Mapped[UUID] = mapped_column(ForeignKey("outcome_report.id"))
    system: Mapped[str]
    reference: Mapped[str]
    role: Mapped[Role]
    version: Mapped[int]
    operator_id: Mapped[UUID | None] = mapped_column(ForeignKey("operator.id"))
    trader: Mapped[str]
    size: Mapped[Size]
    mode: Mapped[Mode | None]
    site: Mapped[str | None]
    lodged_at: Mapped[datetime]
    selected_at: Mapped[datetime | None]
    released_at: Mapped[datetime | None]
    selection: Mapped[Selection]
    examined: Mapped[Examination]
    notice: Mapped[bool]
    result: Mapped[Found | None]
    domain: Mapped[Domain | None]
    attributed: Mapped[bool]
    disclosed: Mapped[bool]
    withdrawn: Mapped[bool]


class OutcomeFile(Base):
    """A file of outcomes that a manager looks through before anything of it is stored."""

    __tablename__ = "outcome_file"

    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    system: Mapped[str]
    filename: Mapped[str]
    content: Mapped[str]
    sent_at: Mapped[datetime] = mapped_column(default=clock.now)
