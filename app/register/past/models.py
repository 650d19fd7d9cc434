"""What was published, and what was known of each authorisation: added to, never rewritten."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.authorisations.states import Status
from app.core.database import Base
from app.programme.words import AuthorisationType


class Publication(Base):
    """What an entry said from `known_from` on, until the next publication of its operator.

    No two of an operator have the same moment. `holds_until`: of what comes later, nothing was known.
    """

    __tablename__ = "register_publication"
    __table_args__ = (Index("uq_register_publication_known_from", "operator_id", "known_from", unique=True),)

    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"))
    seq: Mapped[int] = mapped_column(BigInteger)
    known_from: Mapped[datetime]
    holds_until: Mapped[datetime]
    name: Mapped[str]
    country: Mapped[str]
    roles: Mapped[list[str]]
    is_public: Mapped[bool]
    computation_id: Mapped[UUID] = mapped_column(ForeignKey("computation.id"), index=True)


class StatusPeriod(Base):
    """The status of an authorisation from one moment to another, as it was known from one moment to another.

    What is learnt later ends `known_to` and adds rows: for any two moments, at most one row of an authorisation holds.
    The days are those of the answer.
    """

    __tablename__ = "register_period"
    __table_args__ = (
        CheckConstraint("valid_to > valid_from", "lasts"),
        CheckConstraint("known_to > known_from", "was_known"),
        Index("ix_register_period_operator_id_valid_from", "operator_id", "valid_from"),
        Index(
            "uq_register_period_known", "authorisation_id", "valid_from", unique=True, postgresql_where=text("known_to IS NULL")
        ),
    )

    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"))
    authorisation_id: Mapped[UUID] = mapped_column(ForeignKey("authorisation.id"))
    number: Mapped[str]
    type: Mapped[AuthorisationType]
    granted_on: Mapped[date]
    status: Mapped[Status]
    since: Mapped[date]
    effective_from: Mapped[date]
    effective_to: Mapped[date | None]
    suspended_until: Mapped[date | None]
    suspended_parts: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    valid_from: Mapped[datetime]
    valid_to: Mapped[datetime | None]
    known_from: Mapped[datetime]
    known_to: Mapped[datetime | None]
