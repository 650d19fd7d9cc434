"""What a webhook is told: that something changed, never what. The receiver reads it, and leaves a trace that it did."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import orjson

from app.register.feed.cloud_event import envelope

MEDIA_TYPE, AGENT = "application/json", "AEO-portal-webhooks/1"


def body(event_id: UUID, kind: str, tin: str | None, seq: int | None, happened_at: datetime) -> bytes:
    """A CloudEvent, as in the feed, without the record; the same bytes at every try."""
    return orjson.dumps(envelope(event_id, kind, tin, happened_at) | {"data": {"tin": tin, "seq": seq} if tin else {}})
