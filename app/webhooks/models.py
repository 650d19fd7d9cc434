"""Webhooks of systems, and what is to be told to each."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import ApiClient
from app.core import clock
from app.core.database import Base
from app.core.sealing import Unreadable, unseal
from app.webhooks.schedule import OPENS_AT
from app.webhooks.states import State
from app.webhooks.words import DeliveryState, Held, StoppedBy

PURPOSE = "webhook secret"


class Subscription(Base):
    """A webhook of a system. While its secret is being changed, the one before is in force beside it.

    `failures` counts in a row, `failing_since` is the first of them. Before `next_try_at` nothing is sent: the receiver
    asked for it, until `asked_until`, or has failed too often to be called with each message. `held` is by customs, beside
    whatever state it is in. `addresses` are those of its host when it was set up.
    """

    __tablename__ = "webhook_subscription"
    __table_args__ = (
        Index("ix_webhook_subscription_client_id", "client_id"),
        CheckConstraint("(held IS NULL) = (held_at IS NULL)", "holding_dated"),
    )

    client_id: Mapped[UUID] = mapped_column(ForeignKey("api_client.id"))
    url: Mapped[str]
    addresses: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    types: Mapped[list[str]]
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    previous_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    previous_until: Mapped[datetime | None]
    state: Mapped[State] = mapped_column(default=State.ACTIVE)
    stopped_by: Mapped[StoppedBy | None]
    held: Mapped[Held | None]
    held_at: Mapped[datetime | None]
    held_because: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    failures: Mapped[int] = mapped_column(default=0)
    failing_since: Mapped[datetime | None]
    next_try_at: Mapped[datetime | None]
    asked_until: Mapped[datetime | None]
    last_success_at: Mapped[datetime | None]
    last_failure_at: Mapped[datetime | None]
    last_error: Mapped[str | None]

    client: Mapped[ApiClient] = relationship()

    @property
    def has_two_secrets(self) -> bool:
        return self.previous_until is not None and self.previous_until > clock.now()

    @property
    def secrets(self) -> list[str]:
        """Those in force, the newest first; none that was sealed with another SECRET_KEY."""
        closed = [self.secret]
        if self.previous_secret and self.has_two_secrets:
            closed.append(self.previous_secret)
        found = []
        for one in closed:
            with suppress(Unreadable):
                found.append(unseal(PURPOSE, one).decode())
        return found

    @property
    def shown_url(self) -> str:
        """For officers and the history. What follows a ? may be a secret of the receiver: only its system reads it."""
        address, asks, _ = self.url.partition("?")
        return f"{address}?…" if asks else address

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    @property
    def servers(self) -> frozenset[str]:
        """By what its server is known again: the name of the host, and the addresses that stood behind it."""
        return frozenset({self.host, *self.addresses})

    @property
    def is_resting(self) -> bool:
        """It has failed so often that only single messages try it."""
        return self.failures >= OPENS_AT


class Delivery(Base):
    """One message to one webhook. The same change is never told twice as two messages: a second try has the same id."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        UniqueConstraint("subscription_id", "event_id"),
        Index("ix_webhook_delivery_due", "subscription_id", "next_at", postgresql_where=text("state = 'due'")),
        Index("ix_webhook_delivery_settled_at", "settled_at"),
    )

    subscription_id: Mapped[UUID] = mapped_column(ForeignKey("webhook_subscription.id", ondelete="CASCADE"))
    event_id: Mapped[UUID]
    type: Mapped[str]
    tin: Mapped[str | None]
    seq: Mapped[int | None] = mapped_column(BigInteger)
    happened_at: Mapped[datetime]
    state: Mapped[DeliveryState] = mapped_column(default=DeliveryState.DUE)
    tries: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    last_error: Mapped[str | None]


class Spread(Base):
    """Up to where the feed has become deliveries: one row, whose lock lets one process spread at a time."""

    __tablename__ = "webhook_spread"

    cursor: Mapped[str]
    moved_at: Mapped[datetime]
