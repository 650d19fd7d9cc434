"""What a change is called in the words of CloudEvents: alike in the feed and in messages, for `source` and `id` name it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from app.config import settings
from app.core.clock import rfc3339


def envelope(event_id: UUID, kind: str, subject: str | None, at: datetime) -> dict[str, object]:
    """All but what it comes with."""
    return {
        "specversion": "1.0",
        "id": str(event_id),
        "source": f"{settings().base_url}/api/v1/changes",
        "type": kind,
        **({"subject": subject} if subject else {}),
        "time": rfc3339(at, "milliseconds"),
        "datacontenttype": "application/json",
    }
