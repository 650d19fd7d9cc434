"""Webhooks of the demonstration's system: one to a receiver that whoever tries it starts on this machine, and one that ended."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import clients
from app.core import clock, ids
from app.core.sealing import seal
from app.demo.crew import CLIENT
from app.webhooks.models import PURPOSE, Delivery, Subscription
from app.webhooks.states import State
from app.webhooks.types import NEEDS, TEST
from app.webhooks.words import DeliveryState, StoppedBy

SECRET = "whsec_ZGVtb25zdHJhdGlvbi1vZi1hLXdlYmhvb2s="  # noqa: S105  of the demonstration, as its password
HERE, GONE = "http://127.0.0.1:9000/", "https://old-engine.customs.example/hooks/aeo"


def set_up(session: Session) -> None:
    """Once."""
    if session.scalars(select(Subscription).limit(1)).first():
        return
    client, now = clients.find(session, CLIENT), clock.now()
    if client is None:
        return
    common = {"client_id": client.id, "secret": seal(PURPOSE, SECRET.encode()), "created_at": now - timedelta(days=40)}
    here = Subscription(url=HERE, types=list(NEEDS), last_success_at=now - timedelta(days=3), **common)
    gone = Subscription(url=GONE, types=list(NEEDS)[:1], state=State.DISABLED, stopped_by=StoppedBy.GONE, **common)
    gone.last_success_at, gone.last_failure_at = now - timedelta(days=21), now - timedelta(days=20)
    gone.last_error, gone.failures, gone.failing_since = "Answered 410", 1, now - timedelta(days=20)
    session.add_all([here, gone])
    session.flush()
    tried = {"event_id": ids.fresh(), "type": TEST, "tries": 1, "happened_at": now - timedelta(days=3)}
    session.add(
        Delivery(
            subscription_id=here.id,
            state=DeliveryState.DELIVERED,
            next_at=now - timedelta(days=3),
            settled_at=now - timedelta(days=3),
            **tried,
        )
    )
