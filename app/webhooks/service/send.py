"""A message that only tries the way, and messages told again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.core import clock, ids, limits
from app.core.errors import Invalid, WrongState, allow
from app.core.windows import MINUTE
from app.history.kinds import Kind
from app.register.feed import pages
from app.register.feed.cursor import Cursor
from app.register.feed.pages import Item
from app.webhooks import policy, queries, spreading
from app.webhooks.holding import require_free
from app.webhooks.models import Delivery, Subscription
from app.webhooks.service.keep import tell, wake
from app.webhooks.states import State
from app.webhooks.types import TEST
from app.webhooks.words import DeliveryState

REPLAYED_AT_MOST, PAGE = 10_000, 1_000
BETWEEN_TESTS, TESTS_A_MINUTE = timedelta(seconds=10), 12


class Stopped(WrongState):
    """Nothing is sent while it stands still."""

    def __init__(self) -> None:
        super().__init__("This webhook stands still: let it go on first.")


class TooMuch(Invalid):
    """A webhook is a doorbell, no way to catch up."""

    def __init__(self) -> None:
        super().__init__(f"More than {REPLAYED_AT_MOST:,} changes since then: read the feed, or begin with a snapshot.", "cursor")


def test(session: Session, subscription: Subscription, *, by: User | None) -> Delivery:
    """Have a message sent that is about no operator, at once, also to a receiver that failed too often.

    What the receiver itself asked for by Retry-After stands. One that was not taken yet is tried anew: no second one is made
    beside it. `StoppedByCustoms`, `Stopped`, or `TooMany` within ten seconds, or of one system within a minute.
    """
    allow(by is None or policy.can_manage(by))
    require_running(subscription)
    count_test(session, subscription)
    subscription.next_try_at = subscription.asked_until
    now = clock.now()
    message = queries.test_under_way(session, subscription)
    if message is None:
        message = Delivery(subscription_id=subscription.id, event_id=ids.fresh(), type=TEST, happened_at=now)
        session.add(message)
    message.next_at, message.tries = now, 0
    wake(session)
    return message


def require_running(subscription: Subscription) -> None:
    """`StoppedByCustoms`, `Stopped`."""
    require_free(subscription)
    if subscription.state is not State.ACTIVE:
        raise Stopped


def count_test(session: Session, subscription: Subscription) -> None:
    """By system and server: a webhook that is removed and set up anew is no way to another test."""
    whose, server = subscription.client.client_id, urlsplit(subscription.url).hostname
    limits.count(session, f"webhook test:{whose}:{server}", limit=1, window=BETWEEN_TESTS)
    limits.count(session, f"webhook tests:{whose}", limit=TESTS_A_MINUTE, window=MINUTE)


def replay(session: Session, subscription: Subscription, since: Cursor, *, by: User | None) -> int:
    """Tell everything since then again, and how many messages that are.

    `StoppedByCustoms`, `Stopped`, `TooMuch`, `Expired`, or `TooMany` within a minute.
    """
    allow(by is None or policy.can_manage(by))
    require_running(subscription)
    limits.count(session, f"webhook replay:{subscription.id}", limit=1, window=MINUTE)
    told = spreading.again(session, subscription, list(changes(session, since)))
    subscription.next_try_at = subscription.asked_until
    tell(session, Kind.WEBHOOK_REPLAYED, subscription, by, messages=told)
    wake(session)
    return told


def retry(session: Session, subscription: Subscription, *, by: User | None) -> int:
    """Make due again what was given up, and how many messages that are. `StoppedByCustoms`, `Stopped`."""
    allow(by is None or policy.can_manage(by))
    require_running(subscription)
    given_up = Delivery.subscription_id == subscription.id, Delivery.state == DeliveryState.GIVEN_UP
    anew = {"state": DeliveryState.DUE, "tries": 0, "next_at": clock.now(), "settled_at": None}
    told = len(session.execute(update(Delivery).where(*given_up).values(anew).returning(Delivery.id)).all())
    tell(session, Kind.WEBHOOK_REPLAYED, subscription, by, messages=told)
    wake(session)
    return told


def changes(session: Session, since: Cursor) -> Iterator[Item]:
    """Page by page up to now; `TooMuch` where there is no end of it."""
    told = 0
    while True:
        page = pages.read(session, since, PAGE)
        told += len(page.items)
        if told > REPLAYED_AT_MOST:
            raise TooMuch
        yield from page.items
        if not page.more:
            return
        since = page.cursor
