"""What the world may know of an operator, written when it changes and only read afterwards."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, Sequence
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base

register_seq = Sequence("register_seq", metadata=Base.metadata)


class Entry(Base):
    """One operator in the register.

    `status` is the body for authorised systems, `risk` the modifier, `public` the body for anyone or None without
    consent: bytes of JSON, as they are sent. `changes_at` is the moment at which they stop being right by themselves.
    `search_key` holds the folded words of name, number and places.
    """

    __tablename__ = "register_entry"
    __table_args__ = (
        Index("ix_register_entry_search_key", "search_key", postgresql_using="gin"),
        Index("ix_register_entry_changes_at", "changes_at"),
    )

    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"), unique=True)
    tin: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    city: Mapped[str]
    country: Mapped[str]
    is_public: Mapped[bool]
    summary: Mapped[dict[str, Any]] = mapped_column(JSONB)
    search_key: Mapped[list[str]] = mapped_column(JSONB)
    seq: Mapped[int] = mapped_column(BigInteger)
    status: Mapped[bytes] = mapped_column(LargeBinary)
    risk: Mapped[bytes] = mapped_column(LargeBinary)
    public: Mapped[bytes | None] = mapped_column(LargeBinary)
    changes_at: Mapped[datetime | None]
    published_at: Mapped[datetime]
