"""What is due is taken in batches, by as many processes as there are; what became of it is written down in batches too.

To take a delivery is to put off its next try: if the process dies, it is due again when the lease is over. So every message
arrives at least once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, case, select, true, update
from sqlalchemy.orm import Session, joinedload

from app.accounts.models import ApiClient
from app.core import clock
from app.webhooks import message
from app.webhooks.models import Delivery, Subscription
from app.webhooks.schedule import GIVEN_UP_AFTER, OPENS_AT, again_after, rest_after
from app.webhooks.sending import Answer
from app.webhooks.service import disable
from app.webhooks.states import State
from app.webhooks.words import DeliveryState, StoppedBy

LEASE = timedelta(seconds=60)
NOTED = ("state", "tries", "next_at", "settled_at", "last_error")
AT_ONCE = 8  # messages to one receiver; while it rests, one


@dataclass(frozen=True)
class Claim:
    """A message to be sent now, with all that sending it needs."""

    id: UUID
    subscription_id: UUID
    url: str
    secrets: Sequence[str]
    event_id: UUID
    body: bytes
    tries: int


def claim(session: Session, *, busy: Collection[UUID], failing: bool, places: int) -> list[Claim]:
    """Up to so many due messages, for receivers with which nothing is under way. Those that fail have places of their own."""
    now = clock.now()
    due = (
        select(Delivery.id)
        .where(Delivery.subscription_id == Subscription.id, Delivery.state == DeliveryState.DUE, Delivery.next_at <= now)
        .order_by(Delivery.next_at)
        .limit(case((Subscription.failures >= OPENS_AT, 1), else_=AT_ONCE))
        .with_for_update(skip_locked=True)
        .lateral()
    )
    taken = (
        select(due.c.id)
        .select_from(Subscription)
        .join(ApiClient, (ApiClient.id == Subscription.client_id) & ApiClient.disabled_at.is_(None))
        .join(due, true())
        .where(
            Subscription.state == State.ACTIVE,
            Subscription.next_try_at.is_(None) | (Subscription.next_try_at <= now),
            Subscription.id.not_in(busy),
            (Subscription.failures > 0) == failing,
        )
        .limit(places)
    )
    lease = update(Delivery).where(Delivery.id.in_(taken.scalar_subquery())).values(next_at=now + LEASE).returning(Delivery)
    return claims(session, session.scalars(lease).all())


def claims(session: Session, deliveries: Sequence[Delivery]) -> list[Claim]:
    ids = {one.subscription_id for one in deliveries}
    found = session.scalars(select(Subscription).where(Subscription.id.in_(ids))) if ids else ()
    ways = {one.id: (one.url, one.secrets) for one in found}
    return [
        Claim(
            one.id,
            one.subscription_id,
            *ways[one.subscription_id],
            one.event_id,
            message.body(one.event_id, one.type, one.tin, one.seq, one.happened_at),
            one.tries + 1,
        )
        for one in deliveries
    ]


def settle(session: Session, outcomes: Iterable[tuple[Claim, Answer]]) -> None:
    """Write down what became of them. The receivers are locked first: whoever removes one takes the same way."""
    by_receiver: dict[UUID, list[tuple[Claim, Answer]]] = defaultdict(list)
    for claimed, answer in outcomes:
        by_receiver[claimed.subscription_id].append((claimed, answer))
    known = select(Subscription).where(Subscription.id.in_(by_receiver)).options(joinedload(Subscription.client))
    locked = session.scalars(known.order_by(Subscription.id).with_for_update(of=Subscription, key_share=True)).all()
    note(session, [row(claimed, answer) for one in by_receiver.values() for claimed, answer in one])
    for subscription in locked:
        judge(session, subscription, [answer for _, answer in by_receiver[subscription.id]])


def note(session: Session, rows: list[dict[str, object]]) -> None:
    """What was replayed or given up meanwhile stays so."""
    still_due = Delivery.id == bindparam("of"), Delivery.state == DeliveryState.DUE
    statement = update(Delivery).where(*still_due).values({name: bindparam(name) for name in NOTED})
    session.connection().execute(statement, rows)


def row(claimed: Claim, answer: Answer) -> dict[str, object]:
    now, wait = clock.now(), again_after(claimed.tries)
    state, settled = DeliveryState.DUE, None
    if answer.is_success:
        state, settled = DeliveryState.DELIVERED, now
    elif wait is None:
        state, settled = DeliveryState.GIVEN_UP, now
    return {
        "of": claimed.id,
        "state": state,
        "tries": claimed.tries,
        "next_at": now + max(wait or timedelta(), answer.wait or timedelta()),
        "settled_at": settled,
        "last_error": answer.error or None,
    }


def judge(session: Session, subscription: Subscription, answers: Sequence[Answer]) -> None:
    """One success closes the circuit; failures open it, longer and longer; 410 and three days of failures end it."""
    now = clock.now()
    failed = [answer for answer in answers if not answer.is_success]
    if failed:
        subscription.last_failure_at, subscription.last_error = now, failed[-1].error
    if len(failed) < len(answers):
        subscription.last_success_at = now
        subscription.failures, subscription.failing_since, subscription.next_try_at = 0, None, None
        return
    subscription.failures += len(failed)
    subscription.failing_since = subscription.failing_since or now
    subscription.next_try_at = next_try(now, subscription.failures, failed)
    if subscription.state is not State.ACTIVE:
        return
    if any(answer.is_gone for answer in failed):
        disable(session, subscription, StoppedBy.GONE)
    elif now - subscription.failing_since > GIVEN_UP_AFTER:
        disable(session, subscription, StoppedBy.FAILING)


def next_try(now: datetime, failures: int, failed: Sequence[Answer]) -> datetime | None:
    """Before then the receiver is left alone: as it asked, or because it failed too often."""
    waits = [answer.wait for answer in failed if answer.wait] + [rest for rest in (rest_after(failures),) if rest]
    return now + max(waits) if waits else None
