"""Decisions by two people, and the hearing before an adverse one."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.applications.models import Application
from app.authorisations.models import Authorisation, SuspendedPart
from app.authorisations.parts import in_words
from app.core import clock
from app.core.database import Base, versioned
from app.decisions.states import Ground, Measure, State
from app.decisions.words import DONE, IN_PART
from app.operators.models import Operator
from app.programme.words import AuthorisationType

if TYPE_CHECKING:
    from app.accounts.models import User


class Decision(Base):
    """What one officer proposes and another decides about one authorisation. Traders see it from the hearing on.

    `points` are the grounds one by one (see `points.py`); `reasons` is all of them as one text, for whoever reads on.
    A suspension is proposed for so many `days`: it ends on `ends_on`, which follows from the signature. With `roles` or
    `sites` it is one of these alone, and of `suspended_part` from the signature on; a reinstatement with one lifts that one.
    """

    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint("proposed_by_id <> decided_by_id", "four_eyes"),
        CheckConstraint("(state = 'decided') = (decided_at IS NOT NULL)", "dated_once_decided"),
        CheckConstraint("decided_at IS NULL OR decided_by_id IS NOT NULL", "decided_by_somebody"),
        CheckConstraint("days >= 1", "lasts_a_day"),
        CheckConstraint("kind IN ('grant', 'refuse') OR authorisation_id IS NOT NULL", "about_an_authorisation"),
        CheckConstraint("kind NOT IN ('grant', 'refuse') OR application_id IS NOT NULL", "about_an_application"),
        CheckConstraint("suspended_part_id IS NULL OR kind IN ('suspend', 'reinstate')", "suspends_or_lifts_a_part"),
        Index(
            "uq_decision_open",
            "operator_id",
            "type",
            unique=True,
            postgresql_where=text("state IN ('proposed', 'in_hearing')"),
        ),
    )

    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"), index=True)
    application_id: Mapped[UUID | None] = mapped_column(ForeignKey("application.id"), index=True)
    authorisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("authorisation.id"), index=True)
    type: Mapped[AuthorisationType]
    kind: Mapped[Measure]
    ground: Mapped[Ground]
    reasons: Mapped[str]
    points: Mapped[list[Any]] = mapped_column(default=list)
    state: Mapped[State] = mapped_column(default=State.PROPOSED)
    effective_from: Mapped[date | None]
    days: Mapped[int | None]
    roles: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    sites: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    suspended_part_id: Mapped[UUID | None] = mapped_column(ForeignKey("suspended_part.id"))
    ends_on: Mapped[date | None]
    proposed_at: Mapped[datetime] = mapped_column(default=clock.now)
    proposed_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    served_on: Mapped[date | None]
    version: Mapped[int] = versioned()

    operator: Mapped[Operator] = relationship()
    application: Mapped[Application | None] = relationship()
    authorisation: Mapped[Authorisation | None] = relationship()
    suspended_part: Mapped[SuspendedPart | None] = relationship()
    proposed_by: Mapped[User] = relationship(foreign_keys=proposed_by_id)
    decided_by: Mapped[User | None] = relationship(foreign_keys=decided_by_id)
    hearing: Mapped[Hearing | None] = relationship(back_populates="decision")

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_in_part(self) -> bool:
        """Whether the authorisation as a whole stays as it is."""
        return bool(self.roles or self.sites)

    @property
    def outcome(self) -> str:
        """What became of it, as the trader reads it."""
        return (IN_PART if self.is_in_part else DONE)[self.kind]

    @property
    def part(self) -> str:
        """What of the authorisation it is about, in words; nothing where it is about the whole."""
        return in_words(self.operator, self.roles, self.sites)


class Hearing(Base):
    """The right to be heard before an adverse decision. The time runs from the day the letter is served.

    `replies` are those to single grounds, by their key; `reply` is all of it as one text.
    """

    __tablename__ = "hearing"

    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"), index=True)
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decision.id"), unique=True)
    opened_at: Mapped[datetime] = mapped_column(default=clock.now)
    opened_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    reply: Mapped[str | None]
    replies: Mapped[dict[str, Any]] = mapped_column(default=dict)
    replied_at: Mapped[datetime | None]
    replied_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    served_on: Mapped[date]
    due_on: Mapped[date]
    version: Mapped[int] = versioned()

    decision: Mapped[Decision] = relationship(back_populates="hearing")

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_served(self) -> bool:
        """Opened, or its day has come."""
        return self.served_on <= clock.today()
