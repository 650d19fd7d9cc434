"""Long poll: who asks when there is nothing new is answered once there is. Nobody is kept from the portal by those who wait."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore
from time import monotonic

from app.api.access import identify
from app.api.guard import admit
from app.config import settings
from app.core import engines
from app.extensions import db
from app.register.feed.bell import Bell
from app.register.feed.pages import Page

AT_MOST, LONGEST, LOOKS_EVERY = 2, 25, 1.0  # half the threads of a process; a second is the worst, should the bell be broken

PLACES = BoundedSemaphore(AT_MOST)


@cache
def bell() -> Bell:
    return Bell(engines.address(settings()))


def awaited(read: Callable[[], Page], seconds: float) -> Page:
    """The first page with something on it, or the one there is when the time is over or every place to wait is taken."""
    until = monotonic() + seconds
    with place() as is_free:
        while True:
            heard, page = bell().rung, read()
            left = until - monotonic()
            if page.items or page.more or left <= 0 or not is_free:
                return page
            db.session.rollback()  # whoever waits holds no connection
            bell().wait(heard, min(left, LOOKS_EVERY))
            identify()  # nor any longer than its access and its scope last
            admit(0)


@contextmanager
def place() -> Iterator[bool]:
    is_free = PLACES.acquire(blocking=False)
    try:
        yield is_free
    finally:
        if is_free:
            PLACES.release()
