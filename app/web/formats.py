"""How dates, moments and numbers are written for people. Registered as template filters by `pages.register`."""

from __future__ import annotations

from datetime import date, datetime

from app.core import clock
from app.criteria import catalogue
from app.programme import countries

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MINUS, DASH, NARROW = "−", "–", "\u202f"  # the last keeps a number and its unit in one line
SIZES = (("GB", 10**9), ("MB", 10**6), ("kB", 10**3))


def there(value: date) -> date:
    """Of a moment, the day at the authority."""
    return clock.day_of(value) if isinstance(value, datetime) else value


def day(value: date | None) -> str:
    """25 January 2027"""
    return f"{there(value).day} {month(value)}" if value else DASH


def short_day(value: date | None) -> str:
    """25 Jan 2027, for tables"""
    return f"{there(value):%-d} {MONTHS[there(value).month - 1][:3]} {there(value).year}" if value else DASH


def month(value: date | None) -> str:
    """January 2027"""
    return f"{MONTHS[there(value).month - 1]} {there(value).year}" if value else DASH


def moment(value: datetime | None) -> str:
    """24 November 2026 at 10:42 (UTC): a moment without its zone misleads whoever reads it elsewhere."""
    if value is None:
        return DASH
    return f"{day(value)} at {hour(value)} ({clock.here(value):%Z})"


def hour(value: datetime) -> str:
    """10:42, by the authority's clocks"""
    return f"{clock.here(value):%H:%M}"


def number(value: float | None) -> str:
    """12,345"""
    return DASH if value is None else f"{value:,}".replace("-", MINUS)


def points(value: int | None) -> str:
    """−16, +3 or 0: points of credit always show which way they go."""
    return DASH if value is None else f"{value:+d}".replace("-", MINUS).replace("+0", "0")


def percent(value: float) -> str:
    """3.1 %, 12 %: no more figures than mean something"""
    return f"{100 * value:.0f}{NARROW}%" if value >= 0.0995 or value == 0 else f"{100 * value:.1f}{NARROW}%"


def hours(value: float) -> str:
    """40 min, 5.2 h, 3.1 days"""
    if value < 1:
        return f"{60 * value:.0f}{NARROW}min"
    return f"{value:.1f}{NARROW}h" if value < 48 else f"{value / 24:.1f}{NARROW}days"


def count(value: int, one: str, many: str = "") -> str:
    """1 file, 3 files, no files"""
    return f"{value or 'no'} {one if value == 1 else many or one + 's'}"


def size(value: int) -> str:
    """36 kB"""
    for unit, bytes_ in SIZES:
        if value >= bytes_:
            return f"{value / bytes_:.0f} {unit}" if value >= 10 * bytes_ else f"{value / bytes_:.1f} {unit}"
    return f"{value} bytes"


def code(value: str) -> str:
    """7Q4K-2M9D-XT3P: a check code in the groups in which it is printed."""
    return "-".join(value[i : i + 4] for i in range(0, len(value), 4))


def until(then: date, today: date) -> str:
    """today, tomorrow, in 21 days, 4 days late"""
    days = (then - today).days
    if days < 0:
        return f"{count(-days, 'day')} late"
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def dated(text: str, since: date) -> str:
    """A text of the edition with the date to which one looks back."""
    return catalogue.dated(text, day(since))


FILTERS = {
    "day": day,
    "short_day": short_day,
    "month": month,
    "moment": moment,
    "number": number,
    "points": points,
    "count": count,
    "size": size,
    "percent": percent,
    "hours": hours,
    "code": code,
    "until": until,
    "dated": dated,
    "country": countries.name,
}
