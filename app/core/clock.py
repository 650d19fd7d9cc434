"""The only reading of time. Moments are kept in UTC; days are those of the authority, by the time zone of its rules."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from app.config import preset, settings

_stopped: ContextVar[datetime | None] = ContextVar("stopped", default=None)


def now() -> datetime:
    """This moment, in UTC."""
    return _stopped.get() or datetime.now(UTC)


def today() -> date:
    """This day at the authority."""
    return day_of(now())


def zone() -> ZoneInfo:
    return ZoneInfo(preset(settings().programme)["time_zone"])


def here(moment: datetime) -> datetime:
    """A moment as the authority's clocks show it."""
    return moment.astimezone(zone())


def day_of(moment: datetime) -> date:
    """The day on which it is at the authority."""
    return here(moment).date()


def start_of(day: date) -> datetime:
    """The moment at which this day begins there, in UTC."""
    return datetime.combine(day, time(), zone()).astimezone(UTC)


def rfc3339(moment: datetime, digits: str = "auto") -> str:
    """RFC 3339 in UTC, by default with as many digits as the moment has: read back it is the same.

    With `digits` as of `isoformat` (`seconds`, `milliseconds`) it is cut: a moment is never written later than it is.
    """
    return moment.astimezone(UTC).isoformat(timespec=digits).removesuffix("+00:00") + "Z"


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Stop the clock at a moment: for seeding and tests."""
    token = _stopped.set(moment)
    try:
        yield
    finally:
        _stopped.reset(token)
