"""Sending what was collected, in the browser."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.words import OfficerRole
from app.applications.models import Request
from app.applications.states import State
from app.assessment import progress
from app.assessment.models import Rating
from app.core import clock
from app.criteria.words import Result
from tests.web.officer.asking import page


@pytest.fixture
def ratings(session, make, case):
    partly = {"result": Result.PARTLY, "reason": "Gaps in March.", "to_ask": True}
    places = {item.criterion.code: item.place for item in progress.of(session, case).items}
    return [make.rating(case, code, place=places[code], **partly) for code in ("G.2", "A.1")]


@pytest.fixture
def path(case):
    return f"/officer/cases/{case.id}/requests/collected"


def typed(*ratings, text="How is it closed?", **values):
    due = clock.today() + timedelta(days=10)
    day = [str(due.day), str(due.month), str(due.year)]
    return {f"ask_{one.id.hex}": text for one in ratings} | {"due_on": day, "form_id": "once"} | values


def requests(session):
    session.expire_all()
    return session.scalars(select(Request)).all()


def test_each_begins_with_the_reason_of_its_result(queries, browser, path, ratings):
    text = page(queries, browser, path)

    assert "2 asks collected" in text
    assert text.count("Gaps in March.") == 2
    assert text.count('class="govuk-label govuk-label--s"') == 2
    assert "&lt;" not in text


def test_they_are_sent_in_one_request(session, browser, case, path, ratings):
    answer = browser.post(path, data=typed(*ratings))

    (request,) = requests(session)
    assert answer.location == f"/officer/cases/{case.id}/requests"
    assert request.text.count("How is it closed?") == 2
    assert "G.2.fault" in request.keys
    assert session.scalars(select(Rating).where(Rating.to_ask)).all() == []


def test_what_is_emptied_or_was_not_on_the_page_stays_collected(session, browser, path, ratings):
    browser.post(path, data=typed(ratings[0]))

    assert session.scalars(select(Rating.criterion).where(Rating.to_ask)).all() == ["A.1"]
    browser.post(path, data=typed(ratings[1], text=" ", form_id="another"))
    assert len(requests(session)) == 1


def test_the_same_page_sent_twice_asks_once(session, browser, case, path, ratings):
    browser.post(path, data=typed(*ratings))

    again = browser.post(path, data=typed(*ratings))

    assert again.location == f"/officer/cases/{case.id}/requests"
    assert len(requests(session)) == 1


def test_nothing_typed_is_lost_if_the_case_was_closed_meanwhile(session, browser, case, path, ratings):
    case.state = State.DECIDED
    session.commit()

    answer = browser.post(path, data=typed(*ratings))

    assert answer.status_code == 409
    assert "How is it closed?" in answer.text


def test_a_day_that_is_not_to_be_is_refused_at_its_field(browser, path, ratings):
    assert 'href="#due_on-day"' in browser.post(path, data=typed(*ratings, due_on=["", "", ""])).text


def test_nothing_collected_says_where_it_would_come_from(browser, path):
    assert "Nothing is collected" in browser.get(path).text


@pytest.mark.parametrize("role", [OfficerRole.DECISION_MAKER, OfficerRole.PROGRAMME_MANAGER])
def test_who_only_reads_sends_nothing(sign_in, make, path, role):
    assert sign_in(make.officer(role)).get(path).status_code == 403
