"""What the demonstration's system asked in the last weeks: more on working days, and some of it refused."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import clients
from app.core import clock
from app.demo.crew import CLIENT
from app.register.models import Entry
from app.usage import service
from app.usage.models import HourOfUse
from app.usage.noted import Read
from app.usage.service import Count

DAYS, SEED, LOOKED_AT = 30, 7, 12


def ask(session: Session) -> None:
    """Once."""
    if clients.find(session, CLIENT) is None or session.scalars(select(HourOfUse).limit(1)).first():
        return
    chance = Random(SEED)  # noqa: S311  the same figures on every machine
    tins = session.scalars(select(Entry.tin).order_by(Entry.tin)).all()
    for back in reversed(range(DAYS)):
        at = clock.now().replace(minute=12, second=0, microsecond=0) - timedelta(days=back)
        looked_at = chance.sample(tins, min(LOOKED_AT, len(tins)))
        service.keep(session, at, counts(at, chance), [Read(at, CLIENT, looked_at)])


def counts(at: datetime, chance: Random) -> list[Count]:
    busy = 1.0 if at.weekday() < 5 else 0.3
    one, many = int(chance.randint(900, 1400) * busy), int(chance.randint(40, 70) * busy)
    return [
        Count(CLIENT, "show_risk", one, one - one // 40, one // 40),
        Count(CLIENT, "show_statuses", many, many * chance.randint(400, 900)),
        Count(CLIENT, "issue_token", 144, 144),
    ]
