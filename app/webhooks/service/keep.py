"""Stopping a webhook, starting it again, and giving it up."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.core import clock
from app.core.errors import WrongState, allow
from app.history.kinds import Kind
from app.history.service import record
from app.webhooks import policy, queries
from app.webhooks.holding import require_free
from app.webhooks.models import Delivery, Subscription
from app.webhooks.states import LIFECYCLE, State
from app.webhooks.words import DeliveryState, StoppedBy


class AsBefore(WrongState):
    """It stands so already."""

    def __init__(self, state: State) -> None:
        super().__init__(f"This webhook is {state.label.lower()} already.")


def pause(session: Session, subscription: Subscription) -> None:
    """Send nothing until it goes on. What was to be sent waits; what changes meanwhile is read from the feed, or replayed.

    `AsBefore`.
    """
    if subscription.state is not State.ACTIVE:
        raise AsBefore(subscription.state)
    subscription.state = LIFECYCLE.step(subscription.state, State.PAUSED)
    subscription.stopped_by = StoppedBy.OWNER
    tell(session, Kind.WEBHOOK_PAUSED, subscription, None)


def resume(session: Session, subscription: Subscription, *, by: User | None) -> None:
    """Go on, as if it had never failed; but not before the receiver asked for it. `StoppedByCustoms`, `AsBefore`."""
    allow(by is None or policy.can_manage(by))
    require_free(subscription)
    if subscription.state is State.ACTIVE:
        raise AsBefore(subscription.state)
    subscription.state = LIFECYCLE.step(subscription.state, State.ACTIVE)
    subscription.stopped_by = None
    subscription.failures, subscription.failing_since, subscription.next_try_at = 0, None, subscription.asked_until
    wake(session)
    tell(session, Kind.WEBHOOK_RESUMED, subscription, by)


def remove(session: Session, subscription: Subscription) -> None:
    """Forget it, its secret, and what was to be sent to it. `StoppedByCustoms`: the stop would be forgotten with it."""
    queries.locked(session, subscription.client)
    require_free(subscription)
    tell(session, Kind.WEBHOOK_REMOVED, subscription, None)
    session.execute(delete(Subscription).where(Subscription.id == subscription.id))


def disable(session: Session, subscription: Subscription, reason: StoppedBy) -> None:
    """The receiver is gone, or has taken nothing for days: what was to be sent is given up."""
    subscription.state = LIFECYCLE.step(subscription.state, State.DISABLED)
    subscription.stopped_by = reason
    due = Delivery.subscription_id == subscription.id, Delivery.state == DeliveryState.DUE
    session.execute(update(Delivery).where(*due).values(state=DeliveryState.GIVEN_UP, settled_at=clock.now()))
    tell(session, Kind.WEBHOOK_DISABLED, subscription, None, reason=reason)


def tell(session: Session, kind: Kind, subscription: Subscription, by: User | None, **facts: str | int) -> None:
    told: dict[str, Any] = {"client_id": subscription.client.client_id, "url": subscription.shown_url, **facts}
    record(session, kind, about=subscription, by=by, **told)


def wake(session: Session) -> None:
    """The dispatcher, with the commit."""
    session.execute(select(func.pg_notify("webhook", "")))
