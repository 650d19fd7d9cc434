"""The clock of a real case: requests, hearings, the decision."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest

from app.applications.states import RequestState, State
from app.assessment.cases import clock_for
from app.assessment.clock import Extension, Holder, Turn
from app.core import clock
from app.programme.rules import rules

DECIDE = rules().days.decide
TODAY = clock.today()


@dataclass
class Heard:
    opened_at: datetime
    served_on: date
    due_on: date
    replied_at: datetime | None = None


def ago(days):
    return clock.now() - timedelta(days=days)


@pytest.fixture
def case(make):
    """Accepted sixty days ago."""
    return make.case(accepted_on=TODAY - timedelta(days=60), submitted_at=ago(70))


def test_before_it_is_accepted_no_clock_runs(make):
    assert clock_for(make.application(state=State.SUBMITTED), []) is None


def test_the_limit_is_that_of_the_programme(case):
    assert clock_for(case, []).legal_date == case.accepted_on + timedelta(days=DECIDE)


def test_an_answered_request_adds_what_was_set(make, case):
    request = make.request(case, asked_at=ago(40), due_on=TODAY - timedelta(days=20), state=RequestState.ANSWERED)
    request.answered_at = ago(35)

    found = clock_for(case, [request])

    assert found.extensions == (Extension("Request 1, period set", 20),)
    assert [turn.days(TODAY) for turn in found.turns if turn.holder is Holder.TRADER] == [5]


def test_an_open_request_leaves_the_ball_with_the_trader_also_when_late(make, case):
    request = make.request(case, asked_at=ago(40), due_on=TODAY - timedelta(days=20))

    assert clock_for(case, [request]).ball_with is Holder.TRADER


def test_days_that_two_requests_share_are_added_once(make, case):
    given = [(40, 20), (40, 26), (30, 15), (5, 1)]  # asked and due so many days ago
    requests = [
        make.request(case, number=n, asked_at=ago(asked), due_on=TODAY - timedelta(days=due))
        for n, (asked, due) in enumerate(given, 1)
    ]

    found = clock_for(case, requests)

    added = [("Request 1, period set", 20), ("Request 3, period set", 5), ("Request 4, period set", 4)]
    assert found.extensions == tuple(Extension(*one) for one in added)


def test_a_withdrawn_request_leaves_no_trace(make, case):
    request = make.request(case, asked_at=ago(40), state=RequestState.WITHDRAWN)

    assert clock_for(case, [request]) == clock_for(case, [])


def test_a_hearing_adds_the_time_to_reply(case):
    served = TODAY - timedelta(days=5)
    hearing = Heard(ago(8), served, served + timedelta(days=30))

    found = clock_for(case, [], [hearing])

    assert found.legal_date == case.accepted_on + timedelta(days=DECIDE + 30)
    assert found.turns[-1] == Turn(Holder.TRADER, TODAY - timedelta(days=8))


def test_hearings_of_one_day_extend_the_clock_once(case):
    hearing = Heard(ago(8), TODAY - timedelta(days=5), TODAY + timedelta(days=25))

    assert clock_for(case, [], [hearing, hearing]).legal_date == clock_for(case, [], [hearing]).legal_date


def test_with_the_reply_the_ball_comes_back(case):
    hearing = Heard(ago(8), TODAY - timedelta(days=5), TODAY + timedelta(days=25), replied_at=ago(1))

    assert clock_for(case, [], [hearing]).turns[-1] == Turn(Holder.CUSTOMS, TODAY - timedelta(days=1))


def test_without_a_reply_the_ball_comes_back_on_the_day_after_the_last(case):
    due = TODAY - timedelta(days=3)
    hearing = Heard(ago(40), due - timedelta(days=30), due)

    assert clock_for(case, [], [hearing]).turns[-1] == Turn(Holder.CUSTOMS, due + timedelta(days=1))


def test_on_the_last_day_the_trader_still_has_it(case):
    hearing = Heard(ago(30), TODAY - timedelta(days=30), TODAY)

    assert clock_for(case, [], [hearing]).ball_with is Holder.TRADER


def test_a_closed_case_keeps_its_clock(make, case):
    case.state, case.closed_at = State.DECIDED, ago(2)

    assert clock_for(case, []).turns[-1].until == TODAY - timedelta(days=2)
