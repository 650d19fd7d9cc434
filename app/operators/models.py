"""The business: one legal person with all its establishments."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.database import Base, versioned
from app.operators.words import ContactPurpose, Scheme
from app.programme import countries


class Operator(Base):
    """A business that takes part, or wants to. `activities` holds the facts asked first: code -> yes or no.

    `released_at`: the registration was given up, and its numbers are free for another.
    """

    __tablename__ = "operator"
    __table_args__ = (
        Index("uq_operator_tin_held", "tin", unique=True, postgresql_where=text("released_at IS NULL")),
        CheckConstraint("tin ~ '^[A-Z]{2}[A-Z0-9]{1,15}$'", "tin_well_formed"),
        CheckConstraint("people >= 0", "people_counted"),
    )

    tin: Mapped[str]
    name: Mapped[str]
    legal_form: Mapped[str]
    country: Mapped[str]
    established_on: Mapped[date | None]
    people: Mapped[int | None]
    street: Mapped[str]
    postcode: Mapped[str]
    city: Mapped[str]
    roles: Mapped[list[str]] = mapped_column(default=list)
    modes: Mapped[list[str]] = mapped_column(default=list)
    activities: Mapped[dict[str, Any]] = mapped_column(default=dict)
    registered_at: Mapped[datetime] = mapped_column(default=clock.now)
    public_since: Mapped[date | None]
    released_at: Mapped[datetime | None]
    version: Mapped[int] = versioned()

    identifiers: Mapped[list[Identifier]] = relationship(
        back_populates="operator", order_by="Identifier.scheme, Identifier.value"
    )
    sites: Mapped[list[Site]] = relationship(back_populates="operator", order_by="Site.name, Site.id")
    contacts: Mapped[list[Contact]] = relationship(back_populates="operator", order_by="Contact.name, Contact.id")

    __mapper_args__ = {"version_id_col": version}

    @property
    def operator_id(self) -> UUID:
        return self.id

    @property
    def is_public(self) -> bool:
        """Whether the business agreed to stand in the public register."""
        return self.public_since is not None

    @property
    def address(self) -> str:
        return f"{self.street}, {self.postcode} {self.city}, {countries.name(self.country)}"

    @property
    def open_sites(self) -> list[Site]:
        return [site for site in self.sites if site.closed_on is None]


class Identifier(Base):
    """Another number of the business, and the time in which it was its own."""

    __tablename__ = "identifier"
    __table_args__ = (
        Index("uq_identifier_current", "scheme", "value", unique=True, postgresql_where=text("valid_to IS NULL")),
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", "ends_after_it_starts"),
    )

    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"), index=True)
    scheme: Mapped[Scheme]
    value: Mapped[str]
    valid_from: Mapped[date] = mapped_column(default=clock.today)
    valid_to: Mapped[date | None]

    operator: Mapped[Operator] = relationship(back_populates="identifiers")


class Site(Base):
    """A place of the business. Sites of one class work to one standard and share their answers."""

    __tablename__ = "site"

    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"), index=True)
    name: Mapped[str]
    street: Mapped[str]
    postcode: Mapped[str]
    city: Mapped[str]
    country: Mapped[str]
    locode: Mapped[str | None]
    site_class: Mapped[str] = mapped_column(default="")
    roles: Mapped[list[str]] = mapped_column(default=list)
    modes: Mapped[list[str]] = mapped_column(default=list)
    activities: Mapped[dict[str, Any]] = mapped_column(default=dict)
    contact_name: Mapped[str] = mapped_column(default="")
    contact_phone: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[date | None]
    version: Mapped[int] = versioned()

    operator: Mapped[Operator] = relationship(back_populates="sites")

    __mapper_args__ = {"version_id_col": version}

    @property
    def class_key(self) -> str:
        """The class it stands in; a site of no class is a class of its own."""
        return self.site_class or str(self.id)

    @property
    def address(self) -> str:
        return f"{self.street}, {self.postcode} {self.city}, {countries.name(self.country)}"


class Contact(Base):
    """Whom customs reaches, for what."""

    __tablename__ = "contact"

    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"), index=True)
    name: Mapped[str]
    purpose: Mapped[ContactPurpose]
    email: Mapped[str]
    phone: Mapped[str]
    version: Mapped[int] = versioned()

    operator: Mapped[Operator] = relationship(back_populates="contacts")

    __mapper_args__ = {"version_id_col": version}
