"""The only reading of time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

_stopped: ContextVar[datetime | None] = ContextVar("stopped", default=None)


def now() -> datetime:
    """This moment, in UTC."""
    return _stopped.get() or datetime.now(UTC)


def today() -> date:
    """This day, in UTC."""
    return now().date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Stop the clock at a moment: for seeding and tests."""
    token = _stopped.set(moment)
    try:
        yield
    finally:
        _stopped.reset(token)
