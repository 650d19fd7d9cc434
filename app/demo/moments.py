"""When things happened, told from the day of seeding."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.core import clock
from app.history.service import recorded
from app.reactions import at_once


def ago(days: int, hour: int = 10) -> datetime:
    """That many days before, at an hour of the working day."""
    return clock.now().replace(hour=hour, minute=12, second=0, microsecond=0) - timedelta(days=days)


@contextmanager
def on(session: Session, moment: datetime) -> Iterator[None]:
    """It happens then, and the world knows of it from then on, not from the end of the story."""
    before = len(recorded(session))
    with clock.at(moment):
        yield
        at_once(session, recorded(session)[before:])
