from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.risk.ageing import ONE_DAY, add_months, first_within, last_within, months_between, rounded

DAYS = st.dates(date(2000, 1, 1), date(2080, 12, 31))


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2026-01-15", "2026-01-15", 0),
        ("2026-01-15", "2026-02-14", 0),
        ("2026-01-15", "2026-02-15", 1),
        ("2026-01-31", "2026-02-27", 0),
        ("2026-01-31", "2026-02-28", 1),
        ("2024-02-29", "2025-02-28", 12),
        ("2026-03-01", "2026-02-28", -1),
    ],
)
def test_only_whole_calendar_months_count(start, end, months):
    assert months_between(date.fromisoformat(start), date.fromisoformat(end)) == months


@given(DAYS, DAYS)
def test_the_month_reached_is_the_last_that_has_passed(start, end):
    months = months_between(start, end)

    assert add_months(start, months) <= end < add_months(start, months + 1)


@given(DAYS, st.integers(0, 60))
def test_the_last_day_within_months_and_the_first_are_those_of_the_age(day, months):
    last, first = last_within(day, months), first_within(day, months)

    assert months_between(day, last) <= months < months_between(day, last + ONE_DAY)
    assert months_between(first, day) <= months < months_between(first - ONE_DAY, day)


@pytest.mark.parametrize(("hundredths", "points"), [(140, 1), (149, 1), (150, 2), (250, 3), (-150, -2), (-149, -1), (0, 0)])
def test_a_half_goes_away_from_zero(hundredths, points):
    assert rounded(hundredths, 100) == points
