"""A day is the authority's, whoever asks: the clock, the database, a page."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import literal, select

from app.applications.service.admit import supply_by
from app.config import HERE
from app.core import clock
from app.desk import facts
from app.web import formats

EVENING = datetime(2026, 11, 24, 20, 30, tzinfo=UTC)
THAT_DAY, NEXT_DAY = date(2026, 11, 24), date(2026, 11, 25)


@pytest.fixture
def in_tokyo(country):
    """The authority sits where the evening of UTC is the next morning."""
    country("tokyo", time_zone="Asia/Tokyo")


def test_in_the_demonstration_a_day_is_that_of_utc():
    with clock.at(EVENING):
        assert clock.today() == THAT_DAY


def test_today_is_the_day_of_the_authority(in_tokyo):
    with clock.at(EVENING):
        assert clock.today() == NEXT_DAY


def test_a_day_begins_at_midnight_of_the_authority(in_tokyo):
    assert clock.start_of(NEXT_DAY) == datetime(2026, 11, 24, 15, tzinfo=UTC)
    assert clock.day_of(clock.start_of(NEXT_DAY)) == NEXT_DAY
    assert clock.day_of(clock.start_of(NEXT_DAY) - timedelta(seconds=1)) == THAT_DAY


def test_the_database_counts_the_same_days(in_tokyo, session):
    assert session.scalar(select(facts.day(literal(EVENING)))) == NEXT_DAY


def test_a_time_limit_runs_from_that_day(in_tokyo, make):
    application = make.application()
    application.returned_at = EVENING

    assert supply_by(application) == NEXT_DAY + timedelta(days=30)


def test_a_page_shows_that_day_and_hour(in_tokyo):
    assert formats.day(EVENING) == "25 November 2026"
    assert formats.short_day(EVENING) == "25 Nov 2026"
    assert formats.month(datetime(2026, 11, 30, 20, tzinfo=UTC)) == "December 2026"
    assert formats.moment(EVENING) == "25 November 2026 at 05:30 (JST)"


def test_nobody_else_takes_the_day_of_a_moment():
    """`moment.date()` would be a day of UTC."""
    takers = [path.relative_to(HERE).as_posix() for path in (HERE / "app").rglob("*.py") if ".date()" in path.read_text("utf-8")]

    assert takers == ["app/core/clock.py"]
