"""Events, written once, and the seals that chain them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base
from app.history.kinds import Kind


class Event(Base):
    """What happened, to what, by whom and when. Never changed, never deleted: by grant and by trigger."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_operator_id_position", "operator_id", "position"),
        Index("ix_event_about_id_position", "about_id", "position"),
    )

    position: Mapped[int] = mapped_column(BigInteger, Identity(always=True), unique=True)
    kind: Mapped[Kind]
    operator_id: Mapped[UUID | None] = mapped_column(ForeignKey("operator.id"))
    case_id: Mapped[UUID | None] = mapped_column(index=True)
    about_id: Mapped[UUID]
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    facts: Mapped[dict[str, Any]]

    __mapper_args__ = {"eager_defaults": False}  # who may write an event may not always read it back


class Seal(Base):
    """The link of one event in the chain: its digest, and the digest before it."""

    __tablename__ = "event_seal"

    position: Mapped[int] = mapped_column(BigInteger, unique=True)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"), unique=True)
    facts_digest: Mapped[str]
    previous: Mapped[str]
    digest: Mapped[str]
