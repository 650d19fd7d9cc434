"""How dates and numbers are written for people."""

from datetime import UTC, date, datetime

import pytest

from app.web import formats


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (formats.day(date(2027, 1, 25)), "25 January 2027"),
        (formats.day(None), "–"),
        (formats.short_day(date(2026, 9, 7)), "7 Sep 2026"),
        (formats.month(date(2028, 9, 1)), "September 2028"),
        (formats.moment(datetime(2026, 11, 24, 10, 42, tzinfo=UTC)), "24 November 2026 at 10:42 (UTC)"),
        (formats.moment(None), "–"),
        (formats.number(12345), "12,345"),
        (formats.number(None), "–"),
        (formats.points(-16), "−16"),
        (formats.points(3), "+3"),
        (formats.points(0), "0"),
        (formats.count(0, "file"), "no files"),
        (formats.count(1, "file"), "1 file"),
        (formats.count(2, "reply", "replies"), "2 replies"),
        (formats.size(812), "812 bytes"),
        (formats.size(36_000), "36 kB"),
        (formats.size(1_234_567), "1.2 MB"),
        (formats.code("7Q4K2M9DXT3P"), "7Q4K-2M9D-XT3P"),
        (formats.until(date(2026, 11, 24), date(2026, 11, 24)), "today"),
        (formats.until(date(2026, 11, 25), date(2026, 11, 24)), "tomorrow"),
        (formats.until(date(2026, 12, 15), date(2026, 11, 24)), "in 21 days"),
        (formats.until(date(2026, 11, 20), date(2026, 11, 24)), "4 days late"),
    ],
)
def test_it_is_written_as_people_write_it(written, meant):
    assert written == meant


@pytest.mark.parametrize(
    ("value", "said"), [(0, "0\u202f%"), (0.0312, "3.1\u202f%"), (0.0996, "10\u202f%"), (0.1249, "12\u202f%"), (1, "100\u202f%")]
)
def test_a_share_has_no_more_figures_than_mean_something(value, said):
    assert formats.percent(value) == said


@pytest.mark.parametrize(("value", "said"), [(0.5, "30\u202fmin"), (4.25, "4.2\u202fh"), (72, "3.0\u202fdays")])
def test_hours_are_told_in_the_unit_people_think_in(value, said):
    assert formats.hours(value) == said
