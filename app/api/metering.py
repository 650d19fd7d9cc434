"""What this process answered to whom: counted in memory, and kept each second without holding up an answer."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from flask import Response, current_app, g, request
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.core import clock
from app.core.isolation import SYSTEM, enter
from app.extensions import db
from app.usage import service
from app.usage.flushing import Flushing
from app.usage.noted import Read, Taken, Usage
from app.usage.service import Count

USAGE = Usage()


class Ledger:
    """Where counts are kept: the database of the portal. One that does not answer is tried again a second later."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, taken: Taken) -> None:
        try:
            with Session(self._engine) as session, session.begin():
                enter(session, SYSTEM)
                service.keep(session, clock.now(), counts(taken), taken.reads)
        except SQLAlchemyError as error:
            raise ConnectionError("the database does not take it") from error


def counts(taken: Taken) -> list[Count]:
    return [Count(*one, taken.calls[one], taken.ids[one], taken.refused[one]) for one in taken.calls]


def looked_at(tins: Iterable[str]) -> None:
    """This answer tells the modifiers of these."""
    g.looked_at = tuple(tins)


def count(response: Response) -> Response:
    """After every answer to a system. What it was refused is counted as refused, and as no look."""
    asker, operation = g.get("asker"), (request.endpoint or "").partition(".")[2]
    if asker and operation:
        refused = response.status_code >= 400
        tins = () if refused else g.get("looked_at", ())
        read = Read(clock.now(), asker, tins) if tins else None
        USAGE.note(asker, operation, 0 if refused else g.get("ids", 1), read, refused=refused)
        if not current_app.testing:
            begin()
    return response


@cache
def begin() -> None:
    """Once in a process, with its first answer to a system: commands and the worker have nothing to keep."""
    Flushing(USAGE, Ledger(db.engine)).start()
