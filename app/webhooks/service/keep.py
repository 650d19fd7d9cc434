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
from app.webhooks import policy
from app.webhooks.models import Delivery, Subscription
from app.webhooks.states import LIFECYCLE, State
from app.webhooks.words import DeliveryState, StoppedBy


class StoppedByCustoms(WrongState):
    """Only an officer lets it go on."""

    def __init__(self) -> None:
        super().__init__("Customs has stopped a webhook to this server. Only customs lets it go on: ask there.")


class AsBefore(WrongState):
    """It stands so already."""

    def __init__(self, state: State) -> None:
        super().__init__(f"This webhook is {state.label.lower()} already.")


def pause(session: Session, subscription: Subscription, *, by: User | None) -> None:
    """Send nothing until it goes on. What was to be sent waits; what changes meanwhile is read from the feed, or replayed.

    Customs also stops one that stands still: its system could start it again. `AsBefore`.
    """
    allow(by is None or policy.can_manage(by))
    is_left = subscription.state is State.ACTIVE or (by and subscription.stopped_by is not StoppedBy.CUSTOMS)
    if not is_left:
        raise AsBefore(subscription.state)
    subscription.state = LIFECYCLE.step(subscription.state, State.PAUSED)
    subscription.stopped_by = StoppedBy.CUSTOMS if by else StoppedBy.OWNER
    tell(session, Kind.WEBHOOK_PAUSED, subscription, by)


def resume(session: Session, subscription: Subscription, *, by: User | None) -> None:
    """Go on, as if it had never failed; but not before the receiver asked for it. `StoppedByCustoms`, `AsBefore`."""
    allow(by is None or policy.can_manage(by))
    require_own(subscription, by)
    if subscription.state is State.ACTIVE:
        raise AsBefore(subscription.state)
    subscription.state = LIFECYCLE.step(subscription.state, State.ACTIVE)
    subscription.stopped_by = None
    subscription.failures, subscription.failing_since, subscription.next_try_at = 0, None, subscription.asked_until
    wake(session)
    tell(session, Kind.WEBHOOK_RESUMED, subscription, by)


def remove(session: Session, subscription: Subscription, *, by: User | None) -> None:
    """Forget it, its secret, and what was to be sent to it. `StoppedByCustoms`."""
    allow(by is None or policy.can_manage(by))
    require_own(subscription, by)
    tell(session, Kind.WEBHOOK_REMOVED, subscription, by)
    session.execute(delete(Subscription).where(Subscription.id == subscription.id))


def disable(session: Session, subscription: Subscription, reason: StoppedBy) -> None:
    """The receiver is gone, or has taken nothing for days: what was to be sent is given up."""
    subscription.state = LIFECYCLE.step(subscription.state, State.DISABLED)
    subscription.stopped_by = reason
    due = Delivery.subscription_id == subscription.id, Delivery.state == DeliveryState.DUE
    session.execute(update(Delivery).where(*due).values(state=DeliveryState.GIVEN_UP, settled_at=clock.now()))
    tell(session, Kind.WEBHOOK_DISABLED, subscription, None, reason=reason)


def require_own(subscription: Subscription, by: User | None) -> None:
    """What customs stopped, its system neither starts again nor makes anew: `StoppedByCustoms`."""
    if by is None and subscription.stopped_by is StoppedBy.CUSTOMS:
        raise StoppedByCustoms


def tell(session: Session, kind: Kind, subscription: Subscription, by: User | None, **facts: str | int) -> None:
    told: dict[str, Any] = {"client_id": subscription.client.client_id, "url": subscription.shown_url, **facts}
    record(session, kind, about=subscription, by=by, **told)


def wake(session: Session) -> None:
    """The dispatcher, with the commit."""
    session.execute(select(func.pg_notify("webhook", "")))
