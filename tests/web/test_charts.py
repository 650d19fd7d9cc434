"""The geometry of the case clock and of a risk figure."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from app.statistics.intervals import Estimate
from app.web.case_clock import WIDE, Span, case_clock
from app.web.ranges import Bar, ranges
from app.web.waterfall import NARROW, waterfall

BEGAN, LEGAL = date(2026, 9, 7), date(2027, 1, 25)
SPANS = [Span("customs", "Customs", 35), Span("trader", "Trader", 10), Span("customs", "Customs", 33)]


def clock(spans=SPANS, today=BEGAN + timedelta(78), legal=LEGAL, **more):
    return case_clock(BEGAN, spans, legal=legal, today=today, **more)


def test_the_bars_lie_one_after_the_other_up_to_today():
    picture = clock()

    assert [bar.x for bar in picture.bars] == [0, *(bar.x + bar.width for bar in picture.bars[:-1])]
    assert picture.bars[-1].x + picture.bars[-1].width == picture.now_at


def test_days_of_one_holder_are_added():
    assert clock().held == [Span("customs", "Customs", 68), Span("trader", "Trader", 10)]


def test_the_clock_can_be_heard():
    assert clock().sentence == "Day 78 of 140. Days held: Customs 68, Trader 10."


def test_who_held_it_for_no_day_is_not_named():
    picture = clock([Span("customs", "Customs", 0), Span("trader", "Trader", 3)], today=BEGAN + timedelta(3))

    assert picture.held == [Span("trader", "Trader", 3)]


def test_an_overdue_clock_ends_today():
    picture = clock(today=LEGAL + timedelta(7))

    assert picture.left == -7
    assert picture.now_at == WIDE
    assert picture.legal_at < WIDE


def test_a_clock_on_its_first_day_has_room_only_ahead():
    picture = clock(spans=[], today=BEGAN)

    assert (picture.now_at, picture.legal_at, picture.left) == (0, WIDE, 140)


def test_the_date_before_extensions_is_shown_only_where_it_differs():
    assert clock(planned=LEGAL).planned_at is None
    assert clock(planned=LEGAL - timedelta(20)).planned_at == pytest.approx(WIDE * 120 / 140, abs=1)


def parts(*points):
    return [SimpleNamespace(code="X10", label=f"Part {i}", points=one) for i, one in enumerate(points)]


def test_each_part_starts_where_the_one_before_it_ended():
    first, second, third = waterfall("Fiscal", parts(-16, -3, 2), -17).bars

    assert second.x + second.width == first.x
    assert third.x == second.x


def test_what_costs_credit_is_told_apart():
    assert [bar.costs for bar in waterfall("Fiscal", parts(-16, 0, 2), -14).bars] == [False, False, True]


def test_the_figure_shown_is_the_one_published_also_where_a_floor_cut_it():
    picture = waterfall("Security", parts(-30, -10), -30)

    assert picture.total.points == -30
    assert picture.total.x == picture.bars[0].x


def test_parts_that_add_up_to_a_risk_stay_in_the_picture():
    picture = waterfall("Security", parts(8, 16), 0)

    assert max(bar.x + bar.width for bar in picture.bars) <= 540
    assert picture.total.width == 0


def test_where_there_is_little_room_the_labels_stand_above_their_bars():
    picture = waterfall("Fiscal", parts(-16, -3, 2), -17, NARROW)

    assert all(bar.label_y < bar.y for bar in picture.bars)
    assert max(bar.x + bar.width for bar in picture.bars) <= picture.width
    assert picture.total.y + 28 <= picture.height


def test_no_line_of_the_scale_goes_through_a_label():
    narrow, wide = (waterfall("Fiscal", parts(-16, -3, 2), -17, *sheet) for sheet in ([NARROW], []))

    for bar in (*narrow.bars, narrow.total):
        assert not any(top <= bar.label_y <= end or top <= bar.top < end for top, end in narrow.bands)
    assert wide.bands == [(24, wide.height)]


@pytest.mark.parametrize("days", [0, 1, 40, 78, 120, 135, 139, 140, 141, 150, 200])
@pytest.mark.parametrize("width", [1200, 900])
def test_no_date_covers_another(days, width):
    marks = [mark for mark in clock(today=BEGAN + timedelta(days), width=width).marks if mark.label and mark.above]

    assert all(one.clear_of(other) for one in marks for other in marks if one is not other)


@pytest.mark.parametrize("days", [0, 78, 135, 140, 150])
def test_today_and_the_legal_date_are_always_said(days):
    words = " ".join(mark.label for mark in clock(today=BEGAN + timedelta(days)).marks)

    assert f"oday, day {days}" in words
    assert "25 Jan 2027" in words


def estimate(value, low, high):
    return Estimate(value=value, low=low, high=high, of=100)


def test_shares_lie_on_one_scale_that_holds_their_intervals():
    picture = ranges(
        "Shares", [Bar("Yours", estimate(0.02, 0.01, 0.04)), Bar("The others", estimate(0.1, 0.08, 0.19), is_other=True)]
    )

    assert [mark for mark, _ in picture.scale] == ["0\u202f%", "5\u202f%", "10\u202f%", "15\u202f%", "20\u202f%"]
    for row in picture.rows:
        assert picture.left <= row.low < row.end < row.high <= picture.scale[-1][1]


def test_shares_can_be_heard():
    picture = ranges("Shares", [Bar("Yours", estimate(0.02, 0.01, 0.04))])

    assert picture.sentence == "Shares: Yours 2.0\u202f% (1.0\u202f% to 4.0\u202f%)"


def test_a_share_of_everything_still_fits():
    picture = ranges("Shares", [Bar("Yours", estimate(1, 0.97, 1))])

    assert picture.scale[-1][0] == "100\u202f%"
    assert picture.rows[0].high <= picture.width
