"""Over which months statistics speak: twelve whole ones, of which the last is told a month after its end."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from app.risk.ageing import add_months

MONTHS, TOLD_AFTER = 12, 2


class Period(NamedTuple):
    """The first days of its first and of its last month."""

    first: date
    last: date


def period(today: date) -> Period:
    last = add_months(today.replace(day=1), -TOLD_AFTER)
    return Period(add_months(last, 1 - MONTHS), last)
