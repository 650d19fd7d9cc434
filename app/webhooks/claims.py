"""What is due is taken in batches, by as many processes as there are; what became of it is written down in batches too.

To take a delivery is to put off its next try: if the process dies, it is due again when the lease is over. So every message
arrives at least once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Uuid, all_, bindparam, case, delete, select, true, update
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.orm import Session, joinedload

from app.accounts.models import ApiClient
from app.core import clock
from app.webhooks import message, policy, queries
from app.webhooks.models import Delivery, Subscription
from app.webhooks.schedule import GIVEN_UP_AFTER, OPENS_AT, again_after, rest_after
from app.webhooks.sending import Answer
from app.webhooks.service import disable
from app.webhooks.states import State
from app.webhooks.words import DeliveryState, StoppedBy

LEASE, KEPT_FOR = timedelta(seconds=60), timedelta(days=7)
SENT = (
    *(Delivery.id, Delivery.subscription_id, Delivery.tries),
    *(Delivery.event_id, Delivery.type, Delivery.tin, Delivery.seq, Delivery.happened_at),
)
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
        .where(policy.may_be_told(Delivery.type))
        .order_by(Delivery.next_at)
        .limit(case((Subscription.failures >= OPENS_AT, 1), else_=AT_ONCE))
        .with_for_update(skip_locked=True)
        .lateral()
    )
    taken = (
        select(due.c.id)
        .select_from(Subscription)
        .join(ApiClient, ApiClient.id == Subscription.client_id)
        .join(due, true())
        .where(
            queries.RUNNING,
            Subscription.next_try_at.is_(None) | (Subscription.next_try_at <= now),
            Subscription.id != all_(array(busy, type_=Uuid)),
            (Subscription.failures > 0) == failing,
        )
        .limit(places)
    )
    lease = update(Delivery).where(Delivery.id.in_(taken.scalar_subquery())).values(next_at=now + LEASE)
    return claims(session, session.execute(lease.returning(*SENT)).all())


def claims(session: Session, rows: Sequence[Any]) -> list[Claim]:
    """With the addresses and the secrets of their receivers."""
    ids = {row.subscription_id for row in rows}
    found = session.scalars(select(Subscription).where(Subscription.id.in_(ids))) if ids else ()
    ways = {one.id: (one.url, one.secrets) for one in found}
    return [
        Claim(
            row.id,
            row.subscription_id,
            *ways[row.subscription_id],
            row.event_id,
            message.body(row.event_id, row.type, row.tin, row.seq, row.happened_at),
            row.tries + 1,
        )
        for row in rows
    ]


def settle(session: Session, outcomes: Iterable[tuple[Claim, Answer]]) -> None:
    """Write down what became of them. The receivers are locked first: whoever removes one takes the same way.

    Where all is well that is a statement for all the messages and one for all their receivers.
    """
    by_receiver: dict[UUID, list[tuple[Claim, Answer]]] = defaultdict(list)
    for claimed, answer in outcomes:
        by_receiver[claimed.subscription_id].append((claimed, answer))
    well = {of for of, failures in lock(session, by_receiver) if not failures and all_well(by_receiver[of])}
    note_delivered(session, [claimed for of in well for claimed, _ in by_receiver[of]])
    note(session, [row(*one) for of in by_receiver.keys() - well for one in by_receiver[of]])
    session.execute(update(Subscription).where(Subscription.id.in_(well)).values(last_success_at=clock.now()))
    others = select(Subscription).where(Subscription.id.in_(by_receiver.keys() - well))
    for subscription in session.scalars(others.options(joinedload(Subscription.client))):
        judge(session, subscription, [answer for _, answer in by_receiver[subscription.id]])


def sweep(session: Session) -> None:
    """Forget messages that were settled a week ago, and those that nobody could take since: their webhooks stand still."""
    long_ago = clock.now() - KEPT_FOR
    waiting = (Delivery.state == DeliveryState.DUE) & (Delivery.next_at < long_ago)
    session.execute(delete(Delivery).where((Delivery.settled_at < long_ago) | waiting))


def lock(session: Session, ids: Iterable[UUID]) -> Sequence[Row[UUID, int]]:
    """In the order of their ids, so that two processes never wait for each other."""
    known = select(Subscription.id, Subscription.failures).where(Subscription.id.in_(ids)).order_by(Subscription.id)
    return session.execute(known.with_for_update(key_share=True)).all()


def all_well(outcomes: Iterable[tuple[Claim, Answer]]) -> bool:
    return all(answer.is_success for _, answer in outcomes)


def note_delivered(session: Session, delivered: Sequence[Claim]) -> None:
    done = {"state": DeliveryState.DELIVERED, "tries": Delivery.tries + 1, "settled_at": clock.now(), "last_error": None}
    ids = [claimed.id for claimed in delivered]
    still_due = Delivery.id.in_(ids), Delivery.state == DeliveryState.DUE
    session.execute(update(Delivery).where(*still_due).values(done))


def note(session: Session, rows: list[dict[str, object]]) -> None:
    """What was replayed or given up meanwhile stays so."""
    if not rows:
        return
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
        subscription.failures, subscription.failing_since = 0, None
        subscription.next_try_at = subscription.asked_until = None
        return
    subscription.failures += len(failed)
    subscription.failing_since = subscription.failing_since or now
    subscription.asked_until = max((now + answer.wait for answer in failed if answer.wait), default=subscription.asked_until)
    subscription.next_try_at = next_try(now, subscription)
    if subscription.state is not State.ACTIVE:
        return
    if any(answer.is_gone for answer in failed):
        disable(session, subscription, StoppedBy.GONE)
    elif now - subscription.failing_since > GIVEN_UP_AFTER:
        disable(session, subscription, StoppedBy.FAILING)


def next_try(now: datetime, subscription: Subscription) -> datetime | None:
    """Before then the receiver is left alone: as it asked, or because it failed too often."""
    rest = rest_after(subscription.failures)
    return max(filter(None, (subscription.asked_until, now + rest if rest else None)), default=None)
