"""Limits that hold across processes: counters as rows, one per key and window of time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, UniqueConstraint, delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.core import clock
from app.core.database import Base
from app.core.errors import DomainError


class TooMany(DomainError):
    """This was tried too often: 429, with the seconds to wait."""

    def __init__(self, retry_after: int) -> None:
        minutes = -(-retry_after // 60)
        super().__init__(f"This was tried too often. Try again in {minutes} minute{'s' if minutes > 1 else ''}.")
        self.retry_after = retry_after


class Counter(Base):
    """How often a thing was tried in one window of time."""

    __tablename__ = "limit_counter"
    __table_args__ = (UniqueConstraint("key", "window_starts_at"),)

    key: Mapped[str]
    window_starts_at: Mapped[datetime]
    count: Mapped[int] = mapped_column(BigInteger)


def window_start(moment: datetime, window: timedelta) -> datetime:
    seconds = int(window.total_seconds())
    return datetime.fromtimestamp(int(moment.timestamp()) // seconds * seconds, UTC)


def count(session: Session, key: str, *, limit: int, window: timedelta) -> int:
    """Count one more try, and how many are left; `TooMany` past the limit. The caller commits."""
    start = window_start(clock.now(), window)
    row = Counter(key=key, window_starts_at=start, count=1)
    statement = insert(Counter).values(id=row.id, key=key, window_starts_at=start, count=1)
    more = statement.on_conflict_do_update(index_elements=["key", "window_starts_at"], set_={"count": Counter.count + 1})
    tried = session.execute(more.returning(Counter.count)).scalar_one()
    if tried > limit:
        raise TooMany(seconds_left(window))
    return limit - tried


def seconds_left(window: timedelta) -> int:
    now = clock.now()
    return max(1, int((window_start(now, window) + window - now).total_seconds()))


def told(limit: int, left: int, window: timedelta) -> dict[str, str]:
    """How much is left, as headers of the answer."""
    policy, now = f'"client";q={limit};w={int(window.total_seconds())}', f'"client";r={left};t={seconds_left(window)}'
    return {"RateLimit-Policy": policy, "RateLimit": now}


def forget(session: Session, key: str) -> None:
    """Start again from nothing: after a success."""
    session.execute(delete(Counter).where(Counter.key == key))


def sweep(session: Session, *, older_than: timedelta = timedelta(days=1)) -> None:
    """Drop the windows nobody asks about any more."""
    session.execute(delete(Counter).where(Counter.window_starts_at < clock.now() - older_than))
