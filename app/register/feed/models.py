"""That something changed, and the epochs in which it did."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.database import Base
from app.register.feed.words import ChangeKind


class Change(Base):
    """That something changed, written in the transaction of the fact. What it became is read where it stands now.

    `xid` is that transaction: by it a reader knows what it has not seen. `seq_before` is the number of the entry until then;
    an operator that is new in the register had none.
    """

    __tablename__ = "register_change"
    __table_args__ = (
        Index("ix_register_change_epoch_position", "epoch", "position", unique=True),
        Index("ix_register_change_epoch_xid", "epoch", "xid"),
    )

    position: Mapped[int] = mapped_column(BigInteger, Identity(always=True))
    xid: Mapped[int] = mapped_column(BigInteger, server_default=text("pg_current_xact_id()::text::bigint"))
    epoch: Mapped[str] = mapped_column(server_default=text("register_epoch_now()"))
    kind: Mapped[ChangeKind]
    operator_id: Mapped[UUID | None] = mapped_column(ForeignKey("operator.id"))
    tin: Mapped[str | None]
    client_id: Mapped[str | None]
    seq: Mapped[int | None] = mapped_column(BigInteger)
    seq_before: Mapped[int | None] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(default=clock.now)

    __mapper_args__ = {"eager_defaults": False}


class Epoch(Base):
    """That the register began anew: with each row every cursor given out before ends."""

    __tablename__ = "register_epoch"

    begun_at: Mapped[datetime] = mapped_column(default=clock.now)
