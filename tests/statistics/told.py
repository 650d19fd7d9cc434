"""A year of an operator and of its peers, told as systems tell it."""

from datetime import timedelta

from app.core import clock
from app.outcomes import service
from app.statistics.period import period
from tests.outcomes.telling import outcome


def month(back=0):
    """A moment in the middle of a month of the period; 0 is its last."""
    last = period(clock.today()).last
    return clock.start_of(last + timedelta(days=14 - 30 * back))


def many(number, trader, *, hours=4, at=None, **values):
    """So many declarations; `trader` may be a function of their number."""
    lodged = at or month()
    told = {"lodged_at": lodged.isoformat(), "released_at": (lodged + timedelta(hours=hours)).isoformat()} | values
    return [outcome(trader(n) if callable(trader) else trader, **told) for n in range(number)]


def tell(session, *groups):
    for group in groups:
        service.report(session, "engine", group, by=None)


def peer(number):
    """One of ten traders nobody knows."""
    return f"ZZ97{number % 10:04}"


LOOKED_AT = {"selection": "targeted", "examined": "physical", "result": "clean"}
ASKED = {"selection": "targeted", "examined": "documents", "result": "clean"}
