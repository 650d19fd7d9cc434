"""Whole calendar months, and rounding: the arithmetic that every row shares."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=8192)
def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day <= 28:
        return date(year, month + 1, day.day)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@lru_cache(maxsize=8192)
def months_between(start: date, end: date) -> int:
    """How many whole calendar months have passed; negative if `end` comes first."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if end.day >= start.day or (end + ONE_DAY).day == 1:
        return months
    return months - 1


def last_within(start: date, months: int) -> date:
    """The last day on which no more than so many whole months have passed since."""
    return add_months(start, months + 1) - ONE_DAY


def first_within(end: date, months: int) -> date:
    """The first day since which no more than so many whole months have passed."""
    return max(add_months(end, -months - 1) + ONE_DAY, add_months(end + ONE_DAY, -months - 1))


def rounded(numerator: int, denominator: int) -> int:
    """The nearest whole number; a half goes away from zero."""
    whole = (2 * abs(numerator) + denominator) // (2 * denominator)
    return whole if numerator >= 0 else -whole
