"""What was answered to whom."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base


class HourOfUse(Base):
    """How often one system did one thing within an hour: calls, the numbers asked about in them, and how many were refused."""

    __tablename__ = "hour_of_use"
    __table_args__ = (UniqueConstraint("client_id", "hour", "operation"), Index("ix_hour_of_use_hour", "hour"))

    client_id: Mapped[UUID] = mapped_column(ForeignKey("api_client.id"))
    hour: Mapped[datetime]
    operation: Mapped[str]
    calls: Mapped[int] = mapped_column(BigInteger)
    ids: Mapped[int] = mapped_column(BigInteger)
    refused: Mapped[int] = mapped_column(BigInteger)
    last_at: Mapped[datetime]


class Look(Base):
    """A system looked at the modifier of a business: within this hour so often, first and last at these moments.

    `nodes` are those that told of it; where there is none the portal itself answered.
    """

    __tablename__ = "look"
    __table_args__ = (UniqueConstraint("operator_id", "client_id", "hour"), Index("ix_look_hour", "hour"))

    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"))
    client_id: Mapped[UUID] = mapped_column(ForeignKey("api_client.id"))
    hour: Mapped[datetime]
    times: Mapped[int] = mapped_column(BigInteger)
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    nodes: Mapped[list[str]] = mapped_column(default=list, server_default="[]")


class UsageBatch(Base):
    """What a look-up node sent, under the id it gave it: sent again, it is not counted again."""

    __tablename__ = "usage_batch"

    node_id: Mapped[UUID] = mapped_column(ForeignKey("api_client.id"))
    taken_at: Mapped[datetime]
