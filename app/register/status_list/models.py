"""The lists, and the place of each operator in one of them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base


class StatusPlace(Base):
    """Where an operator stands, for good, and with which value. `value` is that of the last publication."""

    __tablename__ = "status_place"
    __table_args__ = (
        UniqueConstraint("list_number", "idx"),
        Index("ix_status_place_told", "list_number", "idx", "value", postgresql_where=text("value <> 0")),
        CheckConstraint("value BETWEEN 0 AND 3", "two_bits"),
    )

    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"), unique=True)
    list_number: Mapped[int] = mapped_column(Integer)
    idx: Mapped[int] = mapped_column(Integer)
    value: Mapped[int] = mapped_column(Integer, default=0)


class StatusChange(Base):
    """That a value of this list changed: a row for each, so that no two publications wait for each other."""

    __tablename__ = "status_change"

    list_number: Mapped[int] = mapped_column(Integer)


class StatusList(Base):
    """A list. What was written last, and with which key, tells when it is to be written again."""

    __tablename__ = "status_list"

    number: Mapped[int] = mapped_column(Integer, unique=True)
    kid: Mapped[str | None]
    issued_at: Mapped[datetime | None]
