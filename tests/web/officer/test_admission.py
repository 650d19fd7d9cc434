"""Accepting, returning and not accepting in the browser."""

from datetime import timedelta

import pytest

from app.accounts.words import OfficerRole
from app.applications.service import accept
from app.applications.states import State
from app.core import clock
from app.programme.rules import rules
from app.web.formats import day
from tests.web.officer.asking import page
from tests.web.officer.cases import sent

TYPED = {"accept": {}, "return": {"missing": "The site plan."}, "not-accept": {"reason": "Another authority."}}
THEN = {"accept": State.UNDER_ASSESSMENT, "return": State.RETURNED, "not-accept": State.NOT_ACCEPTED}


@pytest.fixture
def case(make):
    return sent(make, state=State.SUBMITTED)


@pytest.fixture
def browser(sign_in, make):
    return sign_in(make.case_officer())


def test_the_case_asks_whether_the_application_is_complete(queries, browser, case):
    text = page(queries, browser, f"/officer/cases/{case.id}")

    assert "Is the application complete?" in text
    for way in TYPED:
        assert f"/officer/cases/{case.id}/{way}" in text


@pytest.mark.parametrize("way", TYPED)
def test_an_application_is_answered(session, browser, case, way):
    answer = browser.post(f"/officer/cases/{case.id}/{way}", data=TYPED[way] | {"form_id": "once"})

    session.refresh(case)
    assert (answer.location, case.state) == (f"/officer/cases/{case.id}", THEN[way])


@pytest.mark.parametrize("way", TYPED)
def test_the_same_page_sent_twice_is_taken_once(session, browser, case, way):
    browser.post(f"/officer/cases/{case.id}/{way}", data=TYPED[way] | {"form_id": "once"})

    again = browser.post(f"/officer/cases/{case.id}/{way}", data=TYPED[way] | {"form_id": "once"})

    assert (again.status_code, again.location) == (303, f"/officer/cases/{case.id}")


@pytest.mark.parametrize(("way", "field"), [("return", "missing"), ("not-accept", "reason")])
def test_without_a_text_nothing_is_done(session, browser, case, way, field):
    text = browser.post(f"/officer/cases/{case.id}/{way}", data={"form_id": "once"}).text

    session.refresh(case)
    assert f'href="#{field}"' in text
    assert case.state is State.SUBMITTED


def test_what_a_colleague_did_meanwhile_is_said_beside_what_was_typed(session, make, browser, case):
    accept(session, case, by=make.case_officer(name="T. Marsh"))
    session.commit()

    answer = browser.post(f"/officer/cases/{case.id}/return", data={"missing": "The site plan.", "form_id": "once"})

    session.refresh(case)
    assert (answer.status_code, case.state) == (409, State.UNDER_ASSESSMENT)
    assert "T. Marsh accepted the application on" in answer.text
    assert "The site plan." in answer.text
    assert "<textarea" not in answer.text


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_accepts_what_a_colleague_has_accepted_is_led_to_the_case_and_told_who_did(session, make, browser, case, method):
    accept(session, case, by=make.case_officer(name="T. Marsh"))
    session.commit()

    answer = getattr(browser, method)(f"/officer/cases/{case.id}/accept", data={"form_id": "once"})

    assert (answer.status_code, answer.location) == (303, f"/officer/cases/{case.id}")
    assert "T. Marsh accepted the application on" in browser.get(answer.location).text


def test_a_page_for_what_is_no_longer_possible_is_not_shown(session, make, browser, case):
    accept(session, case, by=make.case_officer())
    session.commit()

    assert browser.get(f"/officer/cases/{case.id}/return").status_code == 303


def test_before_it_is_accepted_the_officer_reads_by_when_it_is_decided(browser, case):
    by = clock.today() + timedelta(days=rules().days.decide)

    assert f"by {day(by)}" in browser.get(f"/officer/cases/{case.id}/accept").text


def test_an_application_is_returned_once(session, browser, case):
    case.returned_at = clock.now()
    session.commit()

    assert "Return for what is missing" not in browser.get(f"/officer/cases/{case.id}").text
    assert (
        "returned once already"
        in browser.post(f"/officer/cases/{case.id}/return", data={"missing": "More.", "form_id": "once"}).text
    )


@pytest.mark.parametrize("role", [role for role in OfficerRole if role is not OfficerRole.CASE_OFFICER])
@pytest.mark.parametrize("way", TYPED)
def test_others_are_not_offered_it_and_cannot(sign_in, make, case, role, way):
    browser = sign_in(make.officer(role))

    assert f"/{way}" not in browser.get(f"/officer/cases/{case.id}").text
    assert browser.get(f"/officer/cases/{case.id}/{way}").status_code == 403
    assert browser.post(f"/officer/cases/{case.id}/{way}", data=TYPED[way] | {"form_id": "once"}).status_code == 403
