"""People, what they may do for whom, and systems with access."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.words import InvitationState, MembershipRole, OfficerRole
from app.core import clock
from app.core.access import Access
from app.core.database import Base

if TYPE_CHECKING:
    from app.operators.models import Operator


class User(Base):
    """A person who signs in. What they may do stands in their memberships or officer roles."""

    __tablename__ = "person"
    __table_args__ = (CheckConstraint("email = lower(email)", "email_in_lower_case"),)

    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str | None]
    email_confirmed_at: Mapped[datetime | None]
    session_epoch: Mapped[int] = mapped_column(default=0)
    totp_secret: Mapped[str | None]
    totp_last_step: Mapped[int | None]
    office: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    ended_at: Mapped[datetime | None]

    memberships: Mapped[list[Membership]] = relationship(back_populates="user", order_by="Membership.from_on, Membership.id")
    officer_grants: Mapped[list[OfficerGrant]] = relationship(back_populates="user", order_by="OfficerGrant.role")
    recovery_codes: Mapped[list[RecoveryCode]] = relationship(order_by="RecoveryCode.id")

    @property
    def is_officer(self) -> bool:
        return bool(self.officer_grants)

    @property
    def officer_roles(self) -> frozenset[OfficerRole]:
        return frozenset(grant.role for grant in self.officer_grants)

    def holds(self, *roles: OfficerRole) -> bool:
        """Whether the person is an officer with one of these roles."""
        return not self.officer_roles.isdisjoint(roles)

    @property
    def current_memberships(self) -> list[Membership]:
        return [one for one in self.memberships if one.is_current]

    @property
    def operator_ids(self) -> frozenset[UUID]:
        return frozenset(one.operator_id for one in self.current_memberships)

    def role_in(self, operator_id: UUID) -> MembershipRole | None:
        """The role in this business today; None for a stranger."""
        return next((one.role for one in self.current_memberships if one.operator_id == operator_id), None)

    def acts_for(self, operator_id: UUID, *roles: MembershipRole) -> bool:
        """Whether the person holds one of these roles in this business today."""
        return self.role_in(operator_id) in roles

    def is_signatory_of(self, operator_id: UUID) -> bool:
        return self.acts_for(operator_id, MembershipRole.SIGNATORY)


class Membership(Base):
    """What a person may do for one business, from when until when. A consultant has several."""

    __tablename__ = "membership"
    __table_args__ = (
        Index("uq_membership_current", "user_id", "operator_id", unique=True, postgresql_where=text("until_on IS NULL")),
        CheckConstraint("until_on IS NULL OR until_on >= from_on", "ends_after_it_starts"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"), index=True)
    role: Mapped[MembershipRole]
    from_on: Mapped[date] = mapped_column(default=clock.today)
    until_on: Mapped[date | None]

    user: Mapped[User] = relationship(back_populates="memberships")
    operator: Mapped[Operator] = relationship()

    @property
    def is_current(self) -> bool:
        """The day it ends is no longer covered."""
        return self.from_on <= clock.today() and (self.until_on is None or self.until_on > clock.today())


class OfficerGrant(Base):
    """A role of an officer of customs."""

    __tablename__ = "officer_grant"
    __table_args__ = (UniqueConstraint("user_id", "role"),)

    user_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[OfficerRole]

    user: Mapped[User] = relationship(back_populates="officer_grants")


class SignIn(Base):
    """A person signed in at one browser. While the row is there the browser's cookie, and any copy of it, opens the portal."""

    __tablename__ = "sign_in"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(default=clock.now)


class RecoveryCode(Base):
    """One use in place of the second factor; only its digest is kept."""

    __tablename__ = "recovery_code"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    digest: Mapped[str]
    used_at: Mapped[datetime | None]


class Invitation(Base):
    """The offer of a role to an e-mail address. Its link works for seven days and once."""

    __tablename__ = "invitation"
    __table_args__ = (Index("uq_invitation_open", "operator_id", "email", unique=True, postgresql_where=text("state = 'open'")),)

    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"), index=True)
    email: Mapped[str]
    name: Mapped[str]
    role: Mapped[MembershipRole]
    state: Mapped[InvitationState] = mapped_column(default=InvitationState.OPEN)
    invited_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    invited_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]
    accepted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))

    operator: Mapped[Operator] = relationship()
    invited_by: Mapped[User] = relationship(foreign_keys=invited_by_id)

    @property
    def is_over(self) -> bool:
        """Its link has grown too old."""
        return self.expires_at <= clock.now()


class ApiClient(Base):
    """A system that may ask. Its scopes say what; it proves who it is by a secret, kept as a hash, or by a key of its own.

    While a new secret is brought in, the old one works beside it. Certificates are kept by their SHA-256.
    """

    __tablename__ = "api_client"
    __table_args__ = (CheckConstraint("(old_secret_hash IS NULL) = (old_secret_until IS NULL)", "old_secret_ends"),)

    client_id: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    secret_hash: Mapped[str | None]
    old_secret_hash: Mapped[str | None]
    old_secret_until: Mapped[datetime | None]
    keys: Mapped[list[Any]] = mapped_column(default=list)
    certificates: Mapped[list[str]] = mapped_column(default=list)
    scopes: Mapped[list[str]]
    tokens_end_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    disabled_at: Mapped[datetime | None]

    @property
    def access(self) -> Access:
        """What it may, for whoever answers it."""
        end = int(self.tokens_end_at.timestamp()) if self.tokens_end_at else 0
        return Access(self.client_id, frozenset(self.scopes), frozenset(self.certificates), end)

    @property
    def secret_hashes(self) -> list[str]:
        """Of the secrets that are taken now: one, two while they overlap, or none."""
        overlaps = self.old_secret_until is not None and self.old_secret_until > clock.now()
        return [one for one in (self.secret_hash, self.old_secret_hash if overlaps else None) if one]
