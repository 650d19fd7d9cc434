"""When things happened, told from the day of seeding."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.core import clock


def ago(days: int, hour: int = 10) -> datetime:
    """That many days before, at an hour of the working day."""
    return clock.now().replace(hour=hour, minute=12, second=0, microsecond=0) - timedelta(days=days)
