"""What officers found about each criterion."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.database import Base, versioned
from app.criteria.words import Result

if TYPE_CHECKING:
    from app.accounts.models import User


class Rating(Base):
    """The result for one criterion, of the business (`place` is empty) or of one site or class. Officers only.

    `to_ask`: collected for the next request to the trader.
    """

    __tablename__ = "rating"
    __table_args__ = (
        UniqueConstraint("application_id", "criterion", "place"),
        CheckConstraint("likelihood BETWEEN 1 AND 5", "likelihood_in_range"),
        CheckConstraint("impact BETWEEN 1 AND 5", "impact_in_range"),
    )

    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"))
    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"), index=True)
    criterion: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    result: Mapped[Result]
    reason: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    likelihood: Mapped[int | None]
    impact: Mapped[int | None]
    look_on_site: Mapped[bool] = mapped_column(default=False)
    to_ask: Mapped[bool] = mapped_column(default=False)
    rated_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    rated_at: Mapped[datetime] = mapped_column(default=clock.now)
    version: Mapped[int] = versioned()

    rated_by: Mapped[User] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def risk(self) -> int | None:
        """Likelihood times impact, 1 to 25."""
        return self.likelihood * self.impact if self.likelihood and self.impact else None
