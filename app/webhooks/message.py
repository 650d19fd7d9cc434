"""What a webhook is told: that something changed, never what. The receiver reads it, and leaves a trace that it did."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import orjson

from app.config import settings
from app.core.clock import written

MEDIA_TYPE, AGENT = "application/json", "AEO-portal-webhooks/1"


def body(event_id: UUID, kind: str, tin: str | None, seq: int | None, happened_at: datetime) -> bytes:
    """A CloudEvent, as in the feed, without the record; the same bytes at every try."""
    told = {
        "specversion": "1.0",
        "id": str(event_id),
        "source": f"{settings().base_url.rstrip('/')}/api/v1/changes",
        "type": kind,
        "subject": tin,
        "time": written(happened_at, "microseconds"),
        "datacontenttype": MEDIA_TYPE,
        "data": {"tin": tin, "seq": seq} if tin else {},
    }
    return orjson.dumps({name: value for name, value in told.items() if value is not None})
