"""How much may be asked. The public's count holds across processes; a system's, in numbers asked for, per process."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from threading import Lock

from flask import g, request
from sqlalchemy.orm import Session

from app.core import clock, limits
from app.core.limits import TooMany, window_start
from app.extensions import db

MINUTE = timedelta(minutes=1)
ANYBODY, TOKENS, TOKENS_OF_ONE, IDS_OF_CLIENT = 60, 100, 20, 360_000


def count_address() -> None:
    count(f"status:{address()}", ANYBODY)


def count_token(client_id: str) -> None:
    """By client *and* address, so that nobody uses up a client's tries from elsewhere; then by address.

    What a client tries beyond its own limit is not counted for the address: those who share it are not locked out.
    """
    count(f"token:{address()}:{client_id[:100]}", TOKENS_OF_ONE)
    count(f"token:{address()}", TOKENS)


def count_ids(number: int) -> None:
    """What a system asks is counted in numbers of operators, not in calls."""
    g.limit = IDS_OF_CLIENT
    g.left = BUDGET.take(g.client.client_id, number)


def count(key: str, limit: int) -> None:
    """In a transaction of its own, which is over before the register is read."""
    g.limit = limit
    with Session(db.engine, info={"isolated": False}) as session, session.begin():
        g.left = limits.count(session, key, limit=limit, window=MINUTE)


def address() -> str:
    return request.remote_addr or "unknown"


class Budget:
    """What is left to each client in the minute under way."""

    def __init__(self, limit: int) -> None:
        self.limit, self.lock = limit, Lock()
        self.minute = clock.now()
        self.used: dict[str, int] = defaultdict(int)

    def take(self, client: str, number: int) -> int:
        """Use up so much, and how much is left; `TooMany` where that is not enough."""
        start = window_start(clock.now(), MINUTE)
        with self.lock:
            if start != self.minute:
                self.minute = start
                self.used.clear()
            if self.used[client] + number > self.limit:
                raise TooMany(limits.seconds_left(MINUTE))
            self.used[client] += number
            return self.limit - self.used[client]


BUDGET = Budget(IDS_OF_CLIENT)
