"""Days as columns."""

from datetime import date, timedelta

from app.usage.queries import Day
from app.web.usage import HEIGHT, TOP, columns, operation

FIRST = date(2026, 11, 1)


def days(*calls, refused=0):
    return [Day(FIRST + timedelta(days=n), one, one, min(refused, one)) for n, one in enumerate(calls)]


def test_the_highest_day_fills_the_height_and_a_day_without_calls_has_no_column():
    picture = columns(days(10, 0, 5))

    assert [(one.y, one.answered) for one in picture.columns] == [
        (TOP, HEIGHT),
        (TOP + HEIGHT, 0),
        (TOP + HEIGHT / 2, HEIGHT / 2),
    ]


def test_what_was_refused_stands_on_what_was_answered():
    (one, _) = columns(days(10, 10, refused=5)).columns

    assert (one.y, one.refused, one.answered) == (TOP, HEIGHT / 2, HEIGHT / 2)


def test_days_without_any_call_are_drawn_too():
    assert all(one.answered == 0 for one in columns(days(0, 0)).columns)


def test_it_is_said_in_a_sentence():
    assert columns(days(1000, 500, refused=1)).sentence == (
        "Calls by day from 1 Nov 2026 to 2 Nov 2026: 1,500 in all, 2 refused, at most 1,000 a day"
    )


def test_an_operation_without_a_name_of_its_own_is_readable():
    assert (operation("show_risk"), operation("report_usage")) == ("Modifier of one", "Report usage")
