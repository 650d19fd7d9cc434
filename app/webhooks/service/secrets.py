"""A new secret, without a gap."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.core import clock
from app.core.sealing import seal
from app.history.kinds import Kind
from app.webhooks.models import PURPOSE, Subscription
from app.webhooks.service.keep import tell
from app.webhooks.signature import new_secret

OVERLAP = timedelta(hours=24)


def rotate_secret(session: Session, subscription: Subscription, *, by: User | None = None) -> tuple[str, datetime]:
    """The new secret, and until when messages are signed with the one before as well: no message is refused meanwhile."""
    secret, until = new_secret(), clock.now() + OVERLAP
    subscription.previous_secret, subscription.previous_until = subscription.secret, until
    subscription.secret = seal(PURPOSE, secret.encode())
    tell(session, Kind.WEBHOOK_SECRET_RENEWED, subscription, by)
    return secret, until
