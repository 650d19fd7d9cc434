"""How webhooks stand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import ApiClient
from app.webhooks import policy
from app.webhooks.models import Delivery, Subscription
from app.webhooks.states import State
from app.webhooks.types import TEST
from app.webhooks.words import DeliveryState

LATEST = 20
RUNNING = (Subscription.state == State.ACTIVE) & Subscription.held.is_(None)


def locked(session: Session, client: ApiClient) -> Sequence[Subscription]:
    """All of a system as they stand now. Whoever adds one, removes one or stops them waits for the other's commit."""
    session.execute(select(ApiClient.id).where(ApiClient.id == client.id).with_for_update(key_share=True))
    return session.scalars(policy.of_client(client).execution_options(populate_existing=True)).all()


def counted(session: Session, ids: Collection[UUID], state: DeliveryState) -> dict[UUID, int]:
    """How many messages of each webhook have come so far."""
    if not ids:
        return {}
    of_them = select(Delivery.subscription_id, func.count()).where(Delivery.subscription_id.in_(ids), Delivery.state == state)
    return dict(session.execute(of_them.group_by(Delivery.subscription_id)).all())


def latest(session: Session, subscription: Subscription) -> Sequence[Delivery]:
    of_it = select(Delivery).where(Delivery.subscription_id == subscription.id)
    return session.scalars(of_it.order_by(Delivery.happened_at.desc(), Delivery.id).limit(LATEST)).all()


def test_under_way(session: Session, subscription: Subscription) -> Delivery | None:
    """The test message that was not taken yet."""
    tests = select(Delivery).where(Delivery.subscription_id == subscription.id, Delivery.type == TEST)
    return session.scalars(tests.where(Delivery.state == DeliveryState.DUE).limit(1)).one_or_none()
