"""How long an answer holds, and when to compute it anew."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from app.core import clock
from app.risk.policy import Policy


class Validity(NamedTuple):
    next_change_at: datetime | None
    valid_until: datetime
    due_at: datetime


def validity(policy: Policy, computed_at: datetime, days: Iterable[date], moments: Iterable[datetime]) -> Validity:
    """`valid_until = min(next_change_at, + 7 d)`, `due_at` a day before; on the last day, at the change itself."""
    next_change_at = min(_ahead(computed_at, days, moments), default=None)
    valid_until = computed_at + timedelta(days=policy.validity.days)
    if next_change_at:
        valid_until = min(valid_until, next_change_at)
    early = valid_until - timedelta(days=policy.validity.renew_days_before)
    return Validity(next_change_at, valid_until, early if early > computed_at else valid_until)


def _ahead(computed_at: datetime, days: Iterable[date], moments: Iterable[datetime]) -> list[datetime]:
    """A day begins at midnight of the authority."""
    today = clock.day_of(computed_at)
    begins = [clock.start_of(min(ahead))] if (ahead := [day for day in days if day > today]) else []
    return [*begins, *moments]
