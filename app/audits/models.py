"""Site visits (site validation): plan, observations, report."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.audits.states import State, VisitMode
from app.core import clock
from app.core.database import Base, versioned
from app.criteria.words import Result
from app.operators.models import Site

if TYPE_CHECKING:
    from app.accounts.models import User
    from app.applications.models import Application

audit_site = Table(
    "audit_site",
    Base.metadata,
    Column("audit_id", ForeignKey("audit.id"), primary_key=True),
    Column("site_id", ForeignKey("site.id"), primary_key=True),
)
audit_member = Table(
    "audit_member",
    Base.metadata,
    Column("audit_id", ForeignKey("audit.id"), primary_key=True),
    Column("user_id", ForeignKey("person.id"), primary_key=True),
)


class Audit(Base):
    """A visit to sites of an applicant: who comes when, what was seen, what is reported."""

    __tablename__ = "audit"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", "ends_after_it_starts"),
        Index("ix_audit_state_ends_on", "state", "ends_on"),
    )

    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"), index=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"), index=True)
    reference: Mapped[str] = mapped_column(unique=True)
    mode: Mapped[VisitMode]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    agenda: Mapped[str] = mapped_column(default="")
    state: Mapped[State] = mapped_column(default=State.PLANNED)
    lead_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    summary: Mapped[str] = mapped_column(default="")
    report: Mapped[str] = mapped_column(default="")
    reported_at: Mapped[datetime | None]
    version: Mapped[int] = versioned()

    application: Mapped[Application] = relationship()
    lead: Mapped[User] = relationship(foreign_keys=lead_id)
    sites: Mapped[list[Site]] = relationship(secondary=audit_site, order_by="Site.name, Site.id")
    team: Mapped[list[User]] = relationship(secondary=audit_member, order_by="User.name, User.id")
    observations: Mapped[list[Observation]] = relationship(
        back_populates="audit", order_by="Observation.observed_at, Observation.id"
    )

    __mapper_args__ = {"version_id_col": version}


class Observation(Base):
    """What an auditor saw about one criterion at one site; without a site, of the business. Officers only, until the report.

    `checks` are the points of the checklist, each with what was seen of it; `result` is None while nothing could be seen.
    """

    __tablename__ = "observation"
    __table_args__ = (UniqueConstraint("audit_id", "site_id", "criterion", postgresql_nulls_not_distinct=True),)

    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"), index=True)
    audit_id: Mapped[UUID] = mapped_column(ForeignKey("audit.id"), index=True)
    site_id: Mapped[UUID | None] = mapped_column(ForeignKey("site.id"))
    criterion: Mapped[str]
    result: Mapped[Result | None]
    checks: Mapped[list[Any]] = mapped_column(default=list)
    text: Mapped[str]
    observed_at: Mapped[datetime] = mapped_column(default=clock.now)
    observed_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = versioned()

    audit: Mapped[Audit] = relationship(back_populates="observations")
    site: Mapped[Site | None] = relationship()
    observed_by: Mapped[User] = relationship()

    __mapper_args__ = {"version_id_col": version}
