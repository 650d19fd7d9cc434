"""Findings in the browser: raised, verified, sent back, closed."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.words import OfficerRole
from app.applications.states import State as ApplicationState
from app.assessment.progress import to_rate
from app.compliance.service import Established, dispute, uphold
from app.compliance.words import Disputable
from app.core import clock
from app.findings.models import CorrectiveAction, Finding
from app.findings.service import report_done
from app.findings.states import ActionState, Grade, State
from app.operators.models import Operator
from app.programme.words import Domain
from tests.web.officer.asking import page
from tests.web.officer.cases import sent

READERS = [OfficerRole.DECISION_MAKER, OfficerRole.PROGRAMME_MANAGER, OfficerRole.ADMINISTRATOR]


@pytest.fixture
def case(make):
    return sent(make)


@pytest.fixture
def browser(sign_in, make):
    return sign_in(make.auditor())


@pytest.fixture
def reported(session, make, case):
    action = make.action(make.finding(case))
    report_done(session, action, by=make.signatory(session.get(Operator, case.operator_id)), reply="The log is kept.")
    session.commit()
    return action


def parts(day):
    return [str(day.day), str(day.month), str(day.year)]


def typed(**values):
    found = {"criterion": "G.2", "grade": "minor", "domain": "security", "text": "Gaps in the log.", "form_id": "once"}
    done = {"action": "Keep it daily.", "owner": "Gate clerk", "due_on": parts(clock.today() + timedelta(days=20))}
    return found | done | values


def test_the_form_comes_filled_in_from_the_bench(queries, browser, case):
    text = page(queries, browser, f"/officer/cases/{case.id}/findings/new?criterion=G.2")

    assert '<option value="G.2" selected' in text
    assert 'value="security" checked' in text


def test_a_finding_is_raised(session, browser, case):
    answer = browser.post(f"/officer/cases/{case.id}/findings/new", data=typed())

    finding = session.scalars(select(Finding)).one()
    assert answer.location == f"/officer/findings/{finding.id}"
    assert (finding.grade, finding.domain, finding.actions[0].owner) == (Grade.MINOR, Domain.SECURITY, "Gate clerk")


def test_the_same_page_sent_twice_raises_one(session, browser, case):
    browser.post(f"/officer/cases/{case.id}/findings/new", data=typed())

    again = browser.post(f"/officer/cases/{case.id}/findings/new", data=typed())

    assert again.location == f"/officer/findings/{session.scalars(select(Finding)).one().id}"


def test_no_finding_is_raised_in_a_case_that_was_not_accepted(make, browser):
    case = make.application(state=ApplicationState.NOT_ACCEPTED)

    assert "Raise a finding" not in browser.get(f"/officer/cases/{case.id}/findings").text
    assert browser.get(f"/officer/cases/{case.id}/findings/new").status_code == 409


def test_a_finding_that_asks_for_nothing_is_an_observation(browser, case):
    text = browser.post(f"/officer/cases/{case.id}/findings/new", data=typed(action="")).text

    assert 'href="#action"' in text
    assert "Gaps in the log." in text


def test_findings_of_a_case_are_listed_with_what_is_late(queries, make, browser, case):
    make.action(make.finding(case, text="Gaps in the log."), due_on=clock.today() - timedelta(days=3))

    text = page(queries, browser, f"/officer/cases/{case.id}/findings")

    assert "Gaps in the log." in text
    assert "3 days late" in text


def test_what_the_trader_did_is_read(queries, browser, reported):
    assert "The log is kept." in page(queries, browser, f"/officer/findings/{reported.finding_id}")


def test_that_an_action_is_disputed_is_said_on_its_page_and_on_the_desk(session, make, sign_in, case):
    auditor = make.auditor()
    action = make.action(make.finding(case, by=auditor), due_on=clock.today() - timedelta(days=21))
    signatory, browser = make.signatory(session.get(Operator, case.operator_id)), sign_in(auditor)
    fact = Established(Disputable.ACTION, action.id, action.operator_id, action.finding.reference, auditor.id)
    raised = dispute(session, fact, by=signatory, reason="The log was never ours.")
    session.commit()
    assert f"Action on {action.finding.reference}, disputed, 21 days late" in browser.get("/officer").text
    assert f"/officer/disputes/{raised.id}" in browser.get(f"/officer/findings/{action.finding_id}").text

    uphold(session, raised, by=make.decision_maker(), answer="You are right.")
    session.commit()
    assert f"Action on {action.finding.reference}, dispute upheld" in browser.get("/officer").text
    assert "Upheld: it does not count" in browser.get(f"/officer/findings/{action.finding_id}").text


def test_an_action_leads_to_its_finding(browser, reported):
    assert browser.get(f"/officer/actions/{reported.id}").location == f"/officer/findings/{reported.finding_id}"


def test_what_helps_is_verified_and_closes_the_finding(session, browser, reported):
    browser.post(f"/officer/actions/{reported.id}/verify")

    session.expire_all()
    assert session.get(CorrectiveAction, reported.id).state is ActionState.VERIFIED
    assert session.get(Finding, reported.finding_id).state is State.CLOSED


def test_what_does_not_help_goes_back_with_a_new_day(session, browser, reported):
    new = clock.today() + timedelta(days=20)

    browser.post(f"/officer/actions/{reported.id}/refuse", data={"reason": "The log of May.", "due_on": parts(new)})

    session.expire_all()
    action = session.get(CorrectiveAction, reported.id)
    assert (action.state, action.refusal, action.due_on) == (ActionState.ASKED, "The log of May.", new)


def test_a_new_day_that_has_passed_is_refused_and_nothing_is_lost(session, browser, reported):
    data = {"reason": "The log of May.", "due_on": parts(clock.today())}

    text = browser.post(f"/officer/actions/{reported.id}/refuse", data=data).text

    assert "must be due after today" in text
    assert "The log of May." in text


def test_what_a_colleague_verified_meanwhile_is_not_sent_back_and_nothing_typed_is_lost(sign_in, make, browser, reported):
    sign_in(make.auditor()).post(f"/officer/actions/{reported.id}/verify")
    data = {"reason": "The log of May.", "due_on": parts(clock.today() + timedelta(days=20))}

    answer = browser.post(f"/officer/actions/{reported.id}/refuse", data=data)

    assert answer.status_code == 409
    assert "Verified" in answer.text
    assert "The log of May." in answer.text


def test_verified_twice_is_told_and_done_once(browser, reported):
    browser.post(f"/officer/actions/{reported.id}/verify")

    assert browser.post(f"/officer/actions/{reported.id}/verify").status_code == 409


def test_an_observation_is_closed(session, make, browser, case):
    seen = make.finding(case, grade=Grade.OBSERVATION)
    assert "Close the finding" in browser.get(f"/officer/findings/{seen.id}").text

    browser.post(f"/officer/findings/{seen.id}/close")

    session.refresh(seen)
    assert seen.state is State.CLOSED


@pytest.mark.parametrize("role", READERS)
def test_who_only_reads_is_offered_nothing_and_cannot(sign_in, make, case, reported, role):
    browser = sign_in(make.officer(role))

    assert "Raise a finding" not in browser.get(f"/officer/cases/{case.id}/findings").text
    assert "It was done" not in browser.get(f"/officer/findings/{reported.finding_id}").text
    assert browser.get(f"/officer/cases/{case.id}/findings/new").status_code == 403
    for path in (f"actions/{reported.id}/verify", f"findings/{reported.finding_id}/close"):
        assert browser.post(f"/officer/{path}").status_code == 403
    assert (
        browser.post(f"/officer/actions/{reported.id}/refuse", data={"reason": "?", "due_on": ["1", "1", "2099"]}).status_code
        == 403
    )


def test_only_criteria_that_apply_are_offered(browser, case):
    text = browser.get(f"/officer/cases/{case.id}/findings/new").text

    offered = text.count("<option") - 1
    assert offered == len({code for code, _ in to_rate(case)})
    assert offered < len(case.edition.catalogue.criteria)


def test_what_has_to_be_done_is_asked_for_with_all_else_that_is_missing(browser, case):
    text = browser.post(f"/officer/cases/{case.id}/findings/new", data=typed(text="", action="")).text

    assert 'href="#text"' in text
    assert 'href="#action"' in text


def test_from_a_finding_one_goes_back_to_its_criterion(browser, make, case):
    finding = make.finding(case)

    assert f'href="/officer/cases/{case.id}/criteria/G.2">Back to G.2<' in browser.get(f"/officer/findings/{finding.id}").text
