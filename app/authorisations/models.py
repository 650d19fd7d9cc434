"""The authorisations of an operator, and the certificates that show them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Table, and_, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.authorisations.parts import in_words
from app.authorisations.states import PartState, State, Status, status_on
from app.core import clock
from app.core.database import Base, versioned
from app.operators.models import Operator
from app.programme.words import AuthorisationType

certificate_authorisation = Table(
    "certificate_authorisation",
    Base.metadata,
    Column("certificate_id", ForeignKey("certificate.id"), primary_key=True),
    Column("authorisation_id", ForeignKey("authorisation.id"), primary_key=True),
)


class Authorisation(Base):
    """The right to be treated as trusted, of one type. At most one of a type is in force for an operator.

    A suspension with `suspended_until` ends by itself on that day.
    """

    __tablename__ = "authorisation"
    __table_args__ = (
        Index(
            "uq_authorisation_in_force",
            "operator_id",
            "type",
            unique=True,
            postgresql_where=text("state IN ('granted', 'suspended')"),
        ),
        CheckConstraint("(state = 'suspended') = (suspended_on IS NOT NULL)", "suspension_dated"),
        CheckConstraint("(state = 'revoked') = (ended_on IS NOT NULL)", "end_dated"),
    )

    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"), index=True)
    application_id: Mapped[UUID | None] = mapped_column(ForeignKey("application.id"))
    type: Mapped[AuthorisationType]
    number: Mapped[str] = mapped_column(unique=True)
    state: Mapped[State] = mapped_column(default=State.GRANTED)
    granted_on: Mapped[date]
    effective_from: Mapped[date]
    effective_to: Mapped[date | None]
    validated_on: Mapped[date | None]
    suspended_on: Mapped[date | None]
    suspended_until: Mapped[date | None]
    ended_on: Mapped[date | None]
    version: Mapped[int] = versioned()

    operator: Mapped[Operator] = relationship()
    suspended_parts: Mapped[list[SuspendedPart]] = relationship(
        primaryjoin=lambda: and_(SuspendedPart.authorisation_id == Authorisation.id, SuspendedPart.state == PartState.SUSPENDED),
        order_by=lambda: (SuspendedPart.suspended_on, SuspendedPart.id),
        viewonly=True,
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def status(self) -> Status:
        """What the world sees of it today."""
        return status_on(self, clock.today())


class SuspendedPart(Base):
    """Some roles and some sites of an authorisation, suspended while all the rest of it stays valid.

    Sites are UN/LOCODEs, by which systems ask. With `suspended_until` it ends by itself on that day.
    """

    __tablename__ = "suspended_part"
    __table_args__ = (
        CheckConstraint("jsonb_array_length(roles) + jsonb_array_length(sites) > 0", "names_something"),
        CheckConstraint("(state = 'suspended') = (ended_on IS NULL)", "end_dated"),
    )

    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"), index=True)
    authorisation_id: Mapped[UUID] = mapped_column(ForeignKey("authorisation.id"), index=True)
    roles: Mapped[list[str]]
    sites: Mapped[list[str]]
    state: Mapped[PartState] = mapped_column(default=PartState.SUSPENDED)
    suspended_on: Mapped[date]
    suspended_until: Mapped[date | None]
    ended_on: Mapped[date | None]
    version: Mapped[int] = versioned()

    authorisation: Mapped[Authorisation] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def in_words(self) -> str:
        return in_words(self.authorisation.operator, self.roles, self.sites)


class Certificate(Base):
    """The sheet that shows what is in force. The bytes stand in storage under their SHA-256."""

    __tablename__ = "certificate"

    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"), index=True)
    code: Mapped[str] = mapped_column(unique=True)
    event_id: Mapped[UUID] = mapped_column(ForeignKey("event.id"), unique=True)
    issued_at: Mapped[datetime] = mapped_column(default=clock.now)
    sha256: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)

    operator: Mapped[Operator] = relationship()
    authorisations: Mapped[list[Authorisation]] = relationship(secondary=certificate_authorisation, order_by="Authorisation.type")
