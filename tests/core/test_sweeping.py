"""What is counted and taken once is forgotten by the programme's clock."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.config import HERE
from app.core import clock, limits, once


@pytest.fixture
def left(session):
    """`left(table, after)` sweeps a while later, and counts what is left."""

    def swept(room, table, after):
        with clock.at(clock.now() + after):
            room.sweep(session)
        return session.scalar(select(func.count()).select_from(table))

    return swept


@pytest.mark.parametrize(("hours", "rows"), [(1, 1), (49, 0)])
def test_a_counter_is_forgotten_after_its_day(session, left, hours, rows):
    limits.count(session, "sign-in", limit=5, window=timedelta(minutes=10))

    assert left(limits, limits.Counter, timedelta(hours=hours)) == rows


@pytest.mark.parametrize(("days", "rows"), [(29, 1), (31, 0)])
def test_a_sent_form_is_forgotten_after_a_month(session, left, days, rows):
    once.take(session, "a page", "/there")

    assert left(once, once.SentForm, timedelta(days=days)) == rows


def test_nobody_asks_the_database_for_the_time():
    assert [path for path in (HERE / "app").rglob("*.py") if "func.now()" in path.read_text("utf-8")] == []
