"""Windows of time in which so much may be asked, and a count of it that one process keeps for itself."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from threading import Lock

from app.core.errors import TooMany

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def window_start(moment: datetime, window: timedelta) -> datetime:
    seconds = int(window.total_seconds())
    return datetime.fromtimestamp(int(moment.timestamp()) // seconds * seconds, UTC)


def seconds_left(at: float, window: float = 60) -> int:
    """At this moment, in seconds since 1970."""
    return int(window - at % window) or 1


def rate_limit_headers(limit: int, left: int, at: float) -> dict[str, str]:
    """How much is left of the minute's limit, as headers of the answer."""
    return {"RateLimit-Policy": f'"client";q={limit};w=60', "RateLimit": f'"client";r={left};t={seconds_left(at)}'}


class Budget:
    """What is left to each asker in the minute under way."""

    def __init__(self, limit: int) -> None:
        self.limit, self._lock = limit, Lock()
        self._minute = 0.0
        self._used: dict[str, int] = defaultdict(int)

    def take(self, asker: str, number: int, at: float) -> int:
        """Use up so much at this moment, and how much is left; `TooMany` where that is not enough."""
        minute = at // 60
        with self._lock:
            if minute != self._minute:
                self._minute = minute
                self._used.clear()
            used = self._used[asker] + number
            if used > self.limit:
                raise TooMany(seconds_left(at))
            self._used[asker] = used
            return self.limit - used

    def forget(self) -> None:
        """Begin the minute anew."""
        with self._lock:
            self._used.clear()


IDS = Budget(360_000)
"""Of the systems, in numbers of operators: whichever door of this process they ask."""
