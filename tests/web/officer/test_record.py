"""Keeping the record of a business, and settling what it disputes."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.accounts.words import OfficerRole
from app.compliance.models import Dispute, Infringement, SolvencyAlert
from app.compliance.service import Established, dispute
from app.compliance.states import AlertState, DisputeState, InfringementState
from app.compliance.words import Disputable
from app.core import clock
from app.outcomes import service as outcomes
from app.outcomes.queries import errors_of
from app.reactions import committing, republish
from app.risk import queries
from app.risk.models import Computation
from tests.outcomes.telling import ERROR, outcome

FORM = {
    "decided_on": ["2", "3", "2026"],
    "severity": "serious",
    "domains": ["fiscal", "security"],
    "description": "Goods were taken out of the warehouse unreleased.",
    "legal_basis": "Customs Act, section 40",
    "form_id": "once",
}


@pytest.fixture
def operator(make):
    operator = make.operator()
    make.authorisation(operator)
    return operator


@pytest.fixture
def disputed(session, make, operator):
    one = make.infringement(operator)
    fact = Established(Disputable.INFRINGEMENT, one.id, operator.id, one.reference, one.recorded_by_id)
    raised = dispute(session, fact, by=make.signatory(operator), reason="It was our broker.")
    session.commit()
    return raised


def path(operator, page="record"):
    return f"/officer/operators/{operator.id}/{page}"


def test_a_decision_is_put_on_record_and_counts_at_once(session, browser, operator):
    answer = browser.post(path(operator, "infringements/new"), data=FORM)

    assert answer.status_code == 303
    assert session.scalars(select(Infringement)).one().domains == ["fiscal", "security"]
    assert "I20" in session.scalars(select(Computation)).one().output["reasons"]
    page = browser.get(path(operator)).text
    assert "Goods were taken out" in page
    assert "Serious" in page


def test_a_decision_that_comes_from_a_check_says_from_which_and_counts_once(session, browser, operator):
    there = path(operator, "infringements/new")
    assert "Check that found it" not in browser.get(there).text
    with committing(session):
        outcomes.report(session, "engine", [outcome(operator, **ERROR)], by=None)
    (error,) = errors_of(session, operator.id, since=date.min)
    assert f"{error.facts['reference']}, importer" in browser.get(there).text

    form = FORM | {"severity": "minor", "check_id": str(error.about_id)}
    assert "not both" in browser.post(there, data=form | {"cause": "12 Js 345/26"}).text
    assert browser.post(there, data=form).status_code == 303

    (record,) = session.scalars(select(Infringement))
    assert f"<br>{record.reference} comes from it" in browser.get(path(operator)).text
    assert f'Found by the check of <span class="aeo-code">{error.facts["reference"]}</span>' in browser.get(path(operator)).text
    assert "I10" not in {one["code"] for one in queries.latest(session, operator.id).output["components"]}


def test_the_number_of_another_infringement_is_refused_at_its_field(make, browser, operator):
    one = make.infringement(operator, cause="12 Js 345/26")

    answer = browser.post(path(operator, "infringements/new"), data=FORM | {"cause": "12 js 345/26"})

    assert f"{one.reference} is of this affair already" in answer.text
    assert 'href="#cause"' in answer.text


def test_a_second_sending_records_nothing_twice(session, browser, operator):
    for _ in range(2):
        assert browser.post(path(operator, "infringements/new"), data=FORM).status_code in {302, 303}

    assert len(session.scalars(select(Infringement)).all()) == 1


def test_what_cannot_be_is_refused_at_its_field_and_kept(browser, operator):
    answer = browser.post(path(operator, "infringements/new"), data=FORM | {"decided_on": ["2", "3", "2099"]})

    assert answer.status_code == 200
    assert "The final decision cannot lie in the future" in answer.text
    assert "Goods were taken out" in answer.text


def test_a_decision_maker_keeps_no_record(sign_in, make, operator):
    reader = sign_in(make.officer(OfficerRole.DECISION_MAKER))

    assert reader.post(path(operator, "infringements/new"), data=FORM).status_code == 403
    assert "Record an infringement" not in reader.get(path(operator)).text


def test_an_infringement_is_withdrawn_after_a_question(session, make, browser, operator):
    one = make.infringement(operator)
    there = f"/officer/infringements/{one.id}/withdraw"
    assert "it counts in the credit no more" in browser.get(there).text

    assert browser.post(there, data={"because": "Quashed.", "form_id": "w"}).status_code == 303

    session.refresh(one)
    assert one.state is InfringementState.WITHDRAWN


def test_an_alert_is_confirmed_once_and_lifted(session, browser, operator):
    form = {"since": ["1", "10", "2026"], "description": "Debts overdue."}
    assert browser.post(path(operator, "solvency-alerts/new"), data=form | {"form_id": "a"}).status_code == 303
    assert "stands already" in browser.post(path(operator, "solvency-alerts/new"), data=form | {"form_id": "b"}).text

    alert = session.scalars(select(SolvencyAlert)).one()
    assert browser.post(f"/officer/solvency-alerts/{alert.id}/lift", data={"because": "Paid.", "form_id": "c"}).status_code == 303

    session.refresh(alert)
    assert alert.state is AlertState.LIFTED


def test_open_disputes_are_listed_until_they_are_settled(session, sign_in, make, operator, disputed):
    judge = sign_in(make.decision_maker())
    assert operator.name in judge.get("/officer/disputes").text

    form = {"outcome": "uphold", "answer": "You are right.", "version": disputed.version, "form_id": "s"}
    assert judge.post(f"/officer/disputes/{disputed.id}/settle", data=form).status_code == 303

    session.refresh(disputed)
    assert disputed.state is DisputeState.UPHELD
    assert "Nothing is disputed" in judge.get("/officer/disputes").text


def test_a_case_officer_reads_it_and_does_not_settle(browser, disputed):
    there = f"/officer/disputes/{disputed.id}"

    assert "It was our broker." in browser.get(there).text
    assert browser.post(f"{there}/settle", data={"outcome": "reject", "answer": "No."}).status_code == 403


def test_who_reads_an_old_page_is_shown_the_new_one(session, sign_in, make, disputed):
    judge = sign_in(make.decision_maker())
    form = {"outcome": "reject", "answer": "No.", "version": disputed.version + 1, "form_id": "s"}

    assert judge.post(f"/officer/disputes/{disputed.id}/settle", data=form).status_code == 409

    assert session.scalars(select(Dispute)).one().state is DisputeState.OPEN


def test_who_settles_what_was_settled_meanwhile_reads_the_answer_and_what_was_not_sent(session, sign_in, make, disputed):
    judge, there = sign_in(make.decision_maker()), f"/officer/disputes/{disputed.id}"
    form = {"outcome": "uphold", "answer": "You are right.", "version": disputed.version, "form_id": "s"}
    judge.post(f"{there}/settle", data=form)

    answer = judge.post(f"{there}/settle", data=form | {"outcome": "reject", "answer": "It was you.", "form_id": "other window"})

    assert answer.status_code == 409
    assert "Yours was not sent" in answer.text
    assert "It was you." in answer.text
    assert "You are right." in answer.text
    assert "Save again" not in answer.text
    assert "Settle it" not in answer.text


def test_the_record_says_of_a_fact_that_it_is_disputed_and_then_that_it_does_not_count(sign_in, make, operator, disputed):
    judge = sign_in(make.decision_maker())
    assert "Disputed" in state_of(judge, operator, disputed.reference)

    form = {"outcome": "uphold", "answer": "You are right.", "version": disputed.version, "form_id": "s"}
    judge.post(f"/officer/disputes/{disputed.id}/settle", data=form)

    assert "Upheld: it does not count" in state_of(judge, operator, disputed.reference)
    assert "On record" not in state_of(judge, operator, disputed.reference)


def state_of(reader, operator, reference):
    """The row of the infringement in the first table."""
    rows = reader.get(path(operator)).text.split("<tr")
    return next(row for row in rows if f">{reference}<" in row)


def test_who_settles_reads_who_established_it_how_serious_it_is_and_what_it_costs(session, sign_in, make, operator, disputed):
    republish(session, [operator.id])
    session.commit()
    judge, there = make.decision_maker(), f"/officer/disputes/{disputed.id}"

    text = sign_in(judge).get(there).text

    assert f"{disputed.established_by.name}, who does not settle it" in text
    assert "Minor" in text
    assert "Does not count while customs decides on the dispute, until" in text
    assert "it costs 2 points of fiscal credit." in text
    assert f"never the one who established the fact: {judge.name}" in sign_in(make.case_officer()).get(there).text


def test_a_dispute_about_an_action_says_what_was_found(session, sign_in, make, operator):
    finding = make.finding(make.case(operator), text="The seal log has gaps.")
    action = make.action(finding, due_on=clock.today() - timedelta(days=21))
    fact = Established(Disputable.ACTION, action.id, operator.id, finding.reference, finding.raised_by_id)
    raised = dispute(session, fact, by=make.signatory(operator), reason="It was our broker.")
    session.commit()

    text = sign_in(make.decision_maker()).get(f"/officer/disputes/{raised.id}").text

    assert "The seal log has gaps." in text
    assert f"What has to be done: {action.text}" in text


def test_a_dispute_is_read_beside_what_it_is_about(session, sign_in, make, operator, disputed):
    text = session.get(Infringement, disputed.about_id).description

    assert text in sign_in(make.decision_maker()).get(f"/officer/disputes/{disputed.id}").text
