"""What every task works with: the queue, the database, a transaction of the system's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from uuid import UUID

from procrastinate import App, PsycopgConnector, RetryStrategy
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.config import settings
from app.core import engines
from app.core.isolation import SYSTEM, enter
from app.reactions import committing

AGAIN = RetryStrategy(max_attempts=10, exponential_wait=2)

tasks = App(connector=PsycopgConnector(conninfo=engines.address(settings()), min_size=1, max_size=4))


@cache
def engine() -> Engine:
    return engines.engine(settings(), pool_size=4)


@contextmanager
def work() -> Iterator[Session]:
    """A transaction of the system's own: it sees every row."""
    with Session(engine()) as session:
        enter(session, SYSTEM)
        with committing(session):
            yield session


def each(ids: Iterable[UUID], do: Callable[[Session, UUID], None]) -> None:
    """Each in a transaction of its own. One that fails keeps none of the others waiting, and is told when all were tried."""
    failed: list[Exception] = []
    for one in ids:
        try:
            with work() as session:
                do(session, one)
        except Exception as error:  # noqa: BLE001  it is raised at the end
            failed.append(error)
    if failed:
        raise ExceptionGroup(f"{len(failed)} could not be done", failed)
