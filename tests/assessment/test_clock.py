"""The case clock: what happened makes every date, whoever asks and whenever."""

import itertools
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.assessment.clock import CaseClock, Extension, Holder, Turn, Wait, clock_of

ACCEPTED = date(2026, 9, 7)
LIMIT = 120


def day(number):
    return ACCEPTED + timedelta(days=number)


@st.composite
def waits(draw):
    since = draw(st.integers(0, 200))
    lasts = draw(st.none() | st.integers(0, 60))
    return Wait(day(since), None if lasts is None else day(since + lasts), draw(st.integers(0, 30)), "Request")


cases = st.tuples(st.lists(waits(), max_size=6), st.none() | st.integers(0, 300).map(day))


def test_without_requests_the_legal_date_is_the_limit():
    clock = clock_of(ACCEPTED, LIMIT, [])

    assert (clock.legal_date, clock.extensions) == (day(LIMIT), ())
    assert clock.turns == (Turn(Holder.CUSTOMS, ACCEPTED),)


def test_a_request_adds_the_period_set_however_early_the_answer():
    early = clock_of(ACCEPTED, LIMIT, [Wait(day(35), day(36), 20, "Request 1")])
    late = clock_of(ACCEPTED, LIMIT, [Wait(day(35), day(80), 20, "Request 1")])

    assert early.legal_date == late.legal_date == day(LIMIT + 20)
    assert early.first_legal_date == day(LIMIT)


def test_the_trader_has_the_ball_from_the_request_to_the_answer():
    clock = clock_of(ACCEPTED, LIMIT, [Wait(day(35), day(45), 20, "Request 1")])

    assert clock.turns == (
        Turn(Holder.CUSTOMS, ACCEPTED, day(35)),
        Turn(Holder.TRADER, day(35), day(45)),
        Turn(Holder.CUSTOMS, day(45)),
    )


def test_while_anything_is_owed_the_trader_has_the_ball():
    clock = clock_of(ACCEPTED, LIMIT, [Wait(day(10), day(30), 20, "1"), Wait(day(20), None, 20, "2")])

    assert clock.turns[-1] == Turn(Holder.TRADER, day(10))
    assert clock.ball_with is Holder.TRADER


def test_a_request_answered_on_the_day_it_was_asked_takes_no_day():
    clock = clock_of(ACCEPTED, LIMIT, [Wait(day(10), day(10), 14, "Request 1")])

    assert clock.turns == (Turn(Holder.CUSTOMS, ACCEPTED),)
    assert clock.extensions == (Extension("Request 1", 14),)


def test_a_case_asked_about_on_its_first_day_begins_with_the_trader():
    clock = clock_of(ACCEPTED, LIMIT, [Wait(ACCEPTED, None, 14, "Request 1")])

    assert clock.turns == (Turn(Holder.TRADER, ACCEPTED),)


def test_the_turn_under_way_counts_until_today():
    clock = clock_of(ACCEPTED, LIMIT, [Wait(day(35), day(45), 20, "Request 1")])

    assert [(turn.holder, turn.days(day(78))) for turn in clock.turns] == [
        (Holder.CUSTOMS, 35), (Holder.TRADER, 10), (Holder.CUSTOMS, 33)
    ]  # fmt: skip


def test_after_the_decision_nobody_holds_the_file():
    clock = clock_of(ACCEPTED, LIMIT, [Wait(day(35), None, 20, "Request 1")], closed_on=day(90))

    assert clock.turns[-1] == Turn(Holder.TRADER, day(35), day(90))


@given(cases)
def test_turns_have_no_gaps(case):
    found, closed_on = case

    turns = clock_of(ACCEPTED, LIMIT, found, closed_on).turns

    assert not turns or turns[0].since == ACCEPTED
    assert all(one.until == other.since for one, other in itertools.pairwise(turns))
    assert not turns or turns[-1].until == closed_on


@given(cases)
def test_the_ball_changes_hands_at_each_turn(case):
    turns = clock_of(ACCEPTED, LIMIT, *case).turns

    assert all(one.holder is not other.holder for one, other in itertools.pairwise(turns))


@given(cases)
def test_the_days_of_both_sides_are_the_days_of_the_case(case):
    found, closed_on = case
    clock = clock_of(ACCEPTED, LIMIT, found, closed_on)
    end = closed_on or day(400)

    assert sum(turn.days(end) for turn in clock.turns) == (end - ACCEPTED).days


@given(cases, st.randoms())
def test_replayed_in_any_order_the_clock_is_the_same(case, random):
    found, closed_on = case
    shuffled = list(found)
    random.shuffle(shuffled)

    one, other = clock_of(ACCEPTED, LIMIT, found, closed_on), clock_of(ACCEPTED, LIMIT, shuffled, closed_on)

    assert (one.turns, one.legal_date) == (other.turns, other.legal_date)


@given(cases)
def test_the_legal_date_is_the_limit_and_every_period_set(case):
    clock: CaseClock = clock_of(ACCEPTED, LIMIT, *case)

    assert clock.legal_date == day(LIMIT + sum(wait.adds for wait in case[0]))
