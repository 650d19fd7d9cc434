"""How much may be asked. The public's count holds across processes; a system's, in numbers asked for, per process."""

from __future__ import annotations

from flask import g, request
from sqlalchemy.orm import Session

from app.core import clock, limits
from app.core.windows import IDS, MINUTE
from app.extensions import db

ANYBODY, TOKENS, TOKENS_OF_ONE = 60, 100, 20


def count_address() -> None:
    count(f"status:{address()}", ANYBODY)


def count_token(client_id: str) -> None:
    """By client *and* address, so that nobody uses up a client's tries from elsewhere; then by address.

    What a client tries beyond its own limit is not counted for the address: those who share it are not locked out.
    The answer tells the limit that is nearer.
    """
    own = count(f"token:{address()}:{client_id[:100]}", TOKENS_OF_ONE)
    shared = count(f"token:{address()}", TOKENS)
    g.left, g.limit = min((own, TOKENS_OF_ONE), (shared, TOKENS))


def count_ids(number: int) -> None:
    """What a system asks is counted in numbers of operators, not in calls."""
    count_of(g.client.client_id, number)


def count_told(number: int) -> None:
    """What a node tells, by itself: however much it has to tell, it goes on following the portal."""
    count_of(f"told by {g.client.client_id}", number)


def count_of(asker: str, number: int) -> None:
    g.ids, g.limit = number, IDS.limit
    g.left = IDS.take(asker, number, clock.now().timestamp())


def count(key: str, limit: int) -> int:
    """How many are left, in a transaction of its own, which is over before the register is read."""
    g.limit = limit
    with Session(db.engine, info={"isolated": False}) as session, session.begin():
        left = g.left = limits.count(session, key, limit=limit, window=MINUTE)
    return left


def address() -> str:
    return request.remote_addr or "unknown"
