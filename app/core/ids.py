"""Where new ids come from: by chance, or counted, so that a demonstration is the same on every machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import count
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

_counted: ContextVar[Iterator[UUID] | None] = ContextVar("counted", default=None)


def fresh() -> UUID:
    """An id nothing has yet."""
    counted = _counted.get()
    return next(counted) if counted else uuid4()


@contextmanager
def counted(name: str) -> Iterator[None]:
    """Within it, ids follow from a name and their order."""
    token = _counted.set(uuid5(NAMESPACE_URL, f"{name}/{number}") for number in count())
    try:
        yield
    finally:
        _counted.reset(token)
