"""Limits that hold across processes: counters as rows, one per key and window of time."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import BigInteger, UniqueConstraint, delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.core import clock
from app.core.database import Base
from app.core.errors import TooMany
from app.core.windows import seconds_left, window_start


class Counter(Base):
    """How often a thing was tried in one window of time."""

    __tablename__ = "limit_counter"
    __table_args__ = (UniqueConstraint("key", "window_starts_at"),)

    key: Mapped[str]
    window_starts_at: Mapped[datetime]
    count: Mapped[int] = mapped_column(BigInteger)


def count(session: Session, key: str, *, limit: int, window: timedelta) -> int:
    """Count one more try, and how many are left; `TooMany` past the limit. The caller commits."""
    now = clock.now()
    start = window_start(now, window)
    row = Counter(key=key, window_starts_at=start, count=1)
    statement = insert(Counter).values(id=row.id, key=key, window_starts_at=start, count=1)
    more = statement.on_conflict_do_update(index_elements=["key", "window_starts_at"], set_={"count": Counter.count + 1})
    tried = session.execute(more.returning(Counter.count)).scalar_one()
    if tried > limit:
        raise TooMany(seconds_left(now.timestamp(), window.total_seconds()))
    return limit - tried


def forget(session: Session, key: str) -> None:
    """Start again from nothing: after a success."""
    session.execute(delete(Counter).where(Counter.key == key))


def sweep(session: Session, *, older_than: timedelta = timedelta(days=1)) -> None:
    """Drop the windows nobody asks about any more."""
    session.execute(delete(Counter).where(Counter.window_starts_at < clock.now() - older_than))
