"""Asking the trader in the browser."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.words import OfficerRole
from app.applications.models import Request
from app.applications.service import answer_request, latest_due
from app.applications.states import RequestState, State
from app.assessment import progress
from app.core import clock
from app.documents.models import Attachment
from tests.web.officer.asking import page

READERS = [OfficerRole.DECISION_MAKER, OfficerRole.PROGRAMME_MANAGER, OfficerRole.ADMINISTRATOR]


def typed(text="Which seals do you use?", due=None, **values):
    due = due or clock.today() + timedelta(days=10)
    return {"text": text, "due_on": [str(due.day), str(due.month), str(due.year)], "form_id": "once"} | values


def only(session):
    session.expire_all()
    return session.scalars(select(Request)).one()


@pytest.fixture
def answered(session, make, case):
    request = make.request(case)
    answer_request(session, request, by=make.signatory(case.operator), reply="High security seals.")
    document = make.document(case.operator, name="seals.pdf")
    session.add(Attachment(operator_id=case.operator_id, about_id=request.id, document_id=document.id))
    session.commit()
    return request


def test_the_trader_is_asked(session, browser, case):
    answer = browser.post(f"/officer/cases/{case.id}/requests/new", data=typed())

    assert answer.location == f"/officer/cases/{case.id}/requests"
    assert (only(session).text, only(session).keys) == ("Which seals do you use?", [])


def test_a_question_about_an_answer_shows_that_answer(queries, browser, case):
    text = page(queries, browser, f"/officer/cases/{case.id}/requests/new?key=G.2.fault")

    assert "The unit is put on lane 9 and not opened." in text


def test_from_the_bench_the_next_criterion_comes_after(session, browser, case):
    where = f"/officer/cases/{case.id}/requests/new?key=G.2.fault&after=G.2"
    codes = [item.criterion.code for item in progress.of(session, case).items]

    there = browser.post(where, data=typed()).location

    assert only(session).keys == ["G.2.fault"]
    assert f"/criteria/{codes[codes.index('G.2') + 1]}" in browser.get(there).location


def test_the_same_page_sent_twice_asks_once(session, browser, case):
    browser.post(f"/officer/cases/{case.id}/requests/new", data=typed())

    again = browser.post(f"/officer/cases/{case.id}/requests/new", data=typed())

    assert again.status_code == 303
    assert only(session).number == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"text": ""}, "text"), ({"due_on": ["", "", ""]}, "due_on-day"), ({"due_on": ["31", "2", "2027"]}, "due_on-day")],
)
def test_what_is_wrong_is_said_at_its_field(browser, case, changed, field):
    text = browser.post(f"/officer/cases/{case.id}/requests/new", data=typed(**changed)).text

    assert f'href="#{field}"' in text


def test_a_day_too_far_is_refused_with_the_last_one_and_nothing_is_lost(session, browser, case):
    far = latest_due() + timedelta(days=1)

    text = browser.post(f"/officer/cases/{case.id}/requests/new", data=typed(due=far)).text

    assert "Enter a day from tomorrow to" in text
    assert "Which seals do you use?" in text
    assert session.scalars(select(Request)).all() == []


def test_what_was_typed_stays_if_the_case_was_closed_meanwhile(session, browser, case):
    case.state = State.DECIDED
    session.commit()

    answer = browser.post(f"/officer/cases/{case.id}/requests/new", data=typed())

    assert answer.status_code == 409
    assert "Decided" in answer.text
    assert "Which seals do you use?" in answer.text


def test_after_the_decision_the_page_is_not_shown(session, browser, case):
    case.state = State.DECIDED
    session.commit()

    assert browser.get(f"/officer/cases/{case.id}/requests/new").status_code == 409


def test_an_answer_is_read_with_its_files(queries, browser, case, answered):
    text = page(queries, browser, f"/officer/cases/{case.id}/requests")

    assert "High security seals." in text
    assert "seals.pdf" in text


def test_an_answer_that_was_read_leaves_the_desk(session, browser, case, answered):
    browser.post(f"/officer/requests/{answered.id}/settle")

    session.refresh(answered)
    assert answered.settled_at is not None
    assert "I have read it" not in browser.get(f"/officer/cases/{case.id}/requests").text


def test_a_request_is_withdrawn(session, make, browser, case):
    request = make.request(case)

    answer = browser.post(f"/officer/requests/{request.id}/withdraw")

    assert answer.location == f"/officer/cases/{case.id}/requests"
    assert only(session).state is RequestState.WITHDRAWN


def test_a_request_that_was_answered_meanwhile_is_not_withdrawn(session, browser, answered):
    assert browser.post(f"/officer/requests/{answered.id}/withdraw").status_code == 409
    assert only(session).state is RequestState.ANSWERED


@pytest.mark.parametrize("role", READERS)
def test_who_only_reads_is_offered_nothing_and_cannot(sign_in, make, case, answered, role):
    browser = sign_in(make.officer(role))

    text = browser.get(f"/officer/cases/{case.id}/requests").text

    assert "Ask the trader" not in text
    assert "I have read it" not in text
    assert browser.get(f"/officer/cases/{case.id}/requests/new").status_code == 403
    assert browser.post(f"/officer/requests/{answered.id}/settle").status_code == 403
    assert browser.post(f"/officer/requests/{answered.id}/withdraw").status_code == 403


def test_nothing_asked_yet_is_said(browser, case):
    assert "Nothing was asked" in browser.get(f"/officer/cases/{case.id}/requests").text
