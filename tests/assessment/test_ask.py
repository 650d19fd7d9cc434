"""What was collected while rating goes out in one request."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.words import OfficerRole
from app.applications.models import Request
from app.applications.service import NothingAsked, ask
from app.assessment import progress
from app.assessment.cases import clock_for
from app.assessment.service import Ask, Judgement, NotCollected, rate, send_asks
from app.core import clock
from app.core.errors import NotAllowed
from app.criteria.words import Result

SOON = timedelta(days=14)


@pytest.fixture
def case(make):
    return make.case()


@pytest.fixture
def officer(make):
    return make.case_officer()


@pytest.fixture
def asks(session, case, officer):
    """Two criteria, ticked while they were rated."""
    judged = Judgement(Result.PARTLY, "Gaps in March.", to_ask=True)
    ratings = [rate(session, case, code, judged, by=officer) for code in ("A.1", "A.2")]
    return [Ask(one.id, f"{one.criterion}\nWhy? ") for one in ratings]


def send(session, case, asks, officer):
    return send_asks(session, case, asks, by=officer, due_on=clock.today() + SOON)


def collected(session, case):
    return [item.criterion.code for item in progress.of(session, case).to_ask]


def test_what_is_ticked_is_collected_and_asks_nothing_yet(session, case, asks):
    assert collected(session, case) == ["A.1", "A.2"]
    assert session.scalars(select(Request)).all() == []


def test_all_goes_out_in_one_request_and_lengthens_the_clock_once(session, case, asks, officer):
    request = send(session, case, asks, officer)

    assert request.text == "A.1\nWhy?\n\nA.2\nWhy?"
    assert collected(session, case) == []
    assert [one.days for one in clock_for(case, [request]).extensions] == [SOON.days]


def test_what_is_left_out_stays_collected(session, case, asks, officer):
    send(session, case, asks[:1], officer)

    assert collected(session, case) == ["A.2"]


def test_what_a_colleague_has_sent_meanwhile_is_not_asked_twice(session, case, asks, officer):
    send(session, case, asks, officer)

    with pytest.raises(NotCollected):
        send(session, case, asks[:1], officer)


def test_nothing_at_all_is_not_asked(session, case, officer):
    with pytest.raises(NothingAsked):
        send(session, case, [], officer)


def test_a_rating_of_another_case_is_not_sent_with_it(session, make, case, asks, officer):
    with pytest.raises(NotCollected):
        send(session, make.case(), asks, officer)


def test_who_does_not_ask_sends_nothing(session, make, case, asks):
    with pytest.raises(NotAllowed):
        send(session, case, asks, make.officer(OfficerRole.DECISION_MAKER))


def test_one_request_may_be_about_several_answers(session, make, case, officer):
    keys = ["P.1.details", "P.2.persons", "P.1.details"]

    request = ask(session, case, by=officer, text="Who is it?", due_on=clock.today() + SOON, keys=keys)

    assert [one.id for one in request.questions] == ["P.1.details", "P.2.persons"]
