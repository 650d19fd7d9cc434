"""Letters: what was sent to whom, and whether it was opened."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.alerts.kinds import IN_PART, Kind
from app.core import clock
from app.core.database import Base


class Letter(Base):
    """One letter to one person because of one event. Written with it, sent after the commit, never with a second Message-ID.

    `variables` hold what the template needs; links with a token are made when it is sent and stand nowhere.
    """

    __tablename__ = "letter"
    __table_args__ = (UniqueConstraint("event_id", "kind", "address"),)

    operator_id: Mapped[UUID | None] = mapped_column(ForeignKey("operator.id"), index=True)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"))
    kind: Mapped[Kind]
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    address: Mapped[str]
    variables: Mapped[dict[str, Any]]
    message_id: Mapped[str] = mapped_column(unique=True)
    written_at: Mapped[datetime] = mapped_column(default=clock.now)
    sent_at: Mapped[datetime | None]
    failure: Mapped[str | None]
    opened_at: Mapped[datetime | None]

    @property
    def title(self) -> str:
        """What the lists call it; that it is about a part is said behind the sign-in, never in the mail."""
        return (IN_PART if self.variables.get("in_part") else {}).get(self.kind, self.kind.label)
