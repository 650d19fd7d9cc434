"""A moment as text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from app.core import clock

MOMENT = datetime(2026, 11, 5, 12, 30, 59, 999_900, timezone(timedelta(hours=2)))


@pytest.mark.parametrize(
    ("digits", "text"),
    [
        ("auto", "2026-11-05T10:30:59.999900Z"),
        ("seconds", "2026-11-05T10:30:59Z"),
        ("milliseconds", "2026-11-05T10:30:59.999Z"),
    ],
)
def test_a_moment_is_written_in_utc_and_never_later_than_it_is(digits: str, text: str) -> None:
    assert clock.rfc3339(MOMENT, digits) == text


def test_by_default_it_is_read_back_as_it_was() -> None:
    for moment in (MOMENT, datetime(2026, 11, 5, tzinfo=UTC)):
        assert datetime.fromisoformat(clock.rfc3339(moment)) == moment
