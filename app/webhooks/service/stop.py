"""Customs stops the webhooks of a system, and lets them go on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.core import clock
from app.core.errors import WrongState, allow
from app.history.kinds import Kind
from app.history.service import record
from app.webhooks import policy, queries
from app.webhooks.holding import to_same_server
from app.webhooks.models import Subscription
from app.webhooks.service.keep import wake
from app.webhooks.words import Held


class StoppedAlready(WrongState):
    def __init__(self) -> None:
        super().__init__("Customs has stopped this already.")


class NotStopped(WrongState):
    def __init__(self) -> None:
        super().__init__("Customs has not stopped this, or somebody has let it go on meanwhile.")


def stop(session: Session, subscription: Subscription, extent: Held, *, reason: str, by: User) -> None:
    """Send nothing to this server, or to any of this system, until customs lets it go on.

    What was to be sent waits. A stop of the whole takes the place of those of single servers. `StoppedAlready`.
    """
    allow(policy.can_manage(by))
    there = queries.locked(session, subscription.client)
    if subscription.held in (extent, Held.SYSTEM):
        raise StoppedAlready
    now = clock.now()
    for one in concerned(subscription, there, extent):
        one.held, one.held_at, one.held_because = extent, now, reason
    tell(session, Kind.WEBHOOKS_STOPPED, subscription, extent, by, reason=reason)


def release(session: Session, subscription: Subscription, *, by: User) -> None:
    """Let go on what was stopped with it; what the system itself stopped stands still. `NotStopped`."""
    allow(policy.can_manage(by))
    there, extent = queries.locked(session, subscription.client), subscription.held
    if extent is None:
        raise NotStopped
    for one in concerned(subscription, there, extent):
        one.held = one.held_at = one.held_because = None
    wake(session)
    tell(session, Kind.WEBHOOKS_RELEASED, subscription, extent, by)


def concerned(subscription: Subscription, there: Sequence[Subscription], extent: Held) -> Sequence[Subscription]:
    return there if extent is Held.SYSTEM else to_same_server(there, subscription.servers)


def tell(session: Session, kind: Kind, subscription: Subscription, extent: Held, by: User, **facts: str) -> None:
    told: dict[str, Any] = {"client_id": subscription.client.client_id, **facts}
    if extent is Held.SERVER:
        told["host"] = subscription.host
    record(session, kind, about=subscription, by=by, **told)
