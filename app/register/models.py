"""What the world may know of an operator, written when it changes and only read afterwards."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, Computed, ForeignKey, Index, LargeBinary, Sequence, Table, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.database import Base

# The words of the entries that anybody may see. Behind the wall of rows PostgreSQL uses an index only for operators that cannot
#: leak what they are compared with, and none that looks into an array or JSON is of them: `^@` and `=` on plain text are.
register_word = Table(
    "register_word",
    Base.metadata,
    Column("word", Text(collation="C"), primary_key=True),
    Column("operator_id", ForeignKey("operator.id"), primary_key=True, index=True),
)
register_name = Table(  # of every entry, for systems; the wall hides it from the public
    "register_name",
    Base.metadata,
    Column("word", Text(collation="C"), primary_key=True),
    Column("operator_id", ForeignKey("operator.id"), primary_key=True, index=True),
)
register_seq = Sequence("register_seq", metadata=Base.metadata)


class Entry(Base):
    """One operator in the register.

    `public` is the body for anyone, or None without consent: bytes of JSON, as they are sent. `changes_at` is the moment
    at which it, and what is restricted, stop being right by themselves; from `renews_at` on the modifier, which rests on the
    policy of this hash, is to be computed anew. `check_value` is what the entry adds to the checksum.
    `search_key` holds the folded words of name, numbers and places, each with its field in front.
    """

    __tablename__ = "register_entry"
    __table_args__ = (
        Index("ix_register_entry_changes_at", "changes_at"),
        Index("ix_register_entry_renews_at", "renews_at"),
        Index("ix_register_entry_policy_sha256", "policy_sha256"),
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
    public: Mapped[bytes | None] = mapped_column(LargeBinary)
    changes_at: Mapped[datetime | None]
    renews_at: Mapped[datetime | None]
    policy_sha256: Mapped[str | None]
    published_at: Mapped[datetime]
    check_value: Mapped[int] = mapped_column(BigInteger, Computed("register_check(tin, seq)", persisted=True))

    restricted: Mapped[Restricted] = relationship(back_populates="entry")


class Restricted(Base):
    """What authorised systems read of it: status with suspensions, modifier, and who it is. The wall hides it from all others."""

    __tablename__ = "register_restricted"

    entry_id: Mapped[UUID] = mapped_column(ForeignKey("register_entry.id"), unique=True)
    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"), index=True)
    status: Mapped[bytes] = mapped_column(LargeBinary)
    risk: Mapped[bytes] = mapped_column(LargeBinary)
    master: Mapped[bytes] = mapped_column(LargeBinary)

    entry: Mapped[Entry] = relationship(back_populates="restricted")
