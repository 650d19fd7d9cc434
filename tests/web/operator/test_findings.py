from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from app.alerts.todo import UPHELD
from app.compliance.service import Established, dispute, uphold
from app.compliance.words import Disputable
from app.core import clock
from app.findings.models import CorrectiveAction
from app.findings.service import refuse, report_done
from app.findings.states import ActionState, State
from tests.web.operator.test_requests import PDF


@pytest.fixture
def action(make, case):
    return make.action(make.finding(case, text="The seal log has gaps."), due_on=clock.today() - timedelta(days=21))


@pytest.fixture
def send(action):
    def sent(browser, **values):
        data = {"form_id": "one", "reply": "The log is complete."} | values
        return browser.post(f"/operator/actions/{action.id}", data=data)

    return sent


def stored(session, action):
    session.expire_all()
    return session.scalars(select(CorrectiveAction).where(CorrectiveAction.id == action.id)).one()


def test_what_is_overdue_is_visible_in_the_list(action, sign_in, viewer):
    page = sign_in(viewer).get("/operator/findings").text

    assert "The seal log has gaps." in page
    assert "21 days late" in page


def test_that_it_is_disputed_and_what_customs_said_stands_wherever_it_is_owed(session, make, action, sign_in, signatory):
    browser = sign_in(signatory)
    pages = ("/operator/findings", f"/operator/findings/{action.finding_id}", f"/operator/actions/{action.id}")
    fact = Established(Disputable.ACTION, action.id, action.operator_id, action.finding.reference, None)
    raised = dispute(session, fact, by=signatory, reason="The log was never ours.")
    session.commit()
    for page in pages:
        assert "Customs decides on it." in browser.get(page).text
        assert "21 days late" in browser.get(page).text

    uphold(session, raised, by=make.decision_maker(), answer="You are right.")
    session.commit()
    for page in (*pages, "/operator"):
        assert UPHELD in browser.get(page).text
        assert "21 days late" not in browser.get(page).text


def test_the_most_urgent_finding_comes_first(make, case, action, sign_in, signatory):
    make.action(make.finding(case, text="The fence is open."), due_on=clock.today())

    page = sign_in(signatory).get("/operator/findings").text

    assert page.index("The seal log has gaps.") < page.index("The fence is open.")


def test_closed_findings_stand_apart(make, case, sign_in, signatory):
    make.finding(case, text="A gate was open.", state=State.CLOSED, closed_at=clock.now())

    page = sign_in(signatory).get("/operator/findings").text

    assert "Closed" in page
    assert "A gate was open." in page


def test_a_finding_says_what_has_to_be_done(action, sign_in, signatory):
    page = sign_in(signatory).get(f"/operator/findings/{action.finding_id}").text

    assert "Keep the seal log every day." in page
    assert f"/operator/actions/{action.id}" in page


def test_a_contributor_reports_it_as_done_with_what_shows_it(session, action, send, sign_in, contributor, storage):
    browser = sign_in(contributor)

    answer = send(browser, upload=(BytesIO(PDF), "log.pdf"))

    assert answer.location == f"/operator/findings/{action.finding_id}"
    assert stored(session, action).state is ActionState.REPORTED
    assert "log.pdf" in browser.get(f"/operator/findings/{action.finding_id}").text


def test_nothing_said_is_refused_at_its_field(send, sign_in, signatory):
    assert 'href="#reply"' in send(sign_in(signatory), reply="").text


def test_the_same_page_sent_twice_reports_once(action, send, sign_in, signatory):
    browser = sign_in(signatory)
    send(browser)

    assert send(browser).location == f"/operator/findings/{action.finding_id}"


def test_a_report_overtaken_by_a_colleague_is_not_lost(action, send, sign_in, signatory, contributor):
    send(sign_in(contributor), reply="Bo did it.")

    answer = send(sign_in(signatory), form_id="two")

    assert answer.status_code == 409
    assert "The log is complete." in answer.text


@pytest.fixture
def refused(session, make, action, signatory):
    report_done(session, action, by=signatory, reply="The log is complete.")
    refuse(session, action, by=make.auditor(), reason="April is still missing.", due_on=clock.today() + timedelta(days=9))
    session.commit()
    return action


@pytest.mark.parametrize("path", ["/operator/findings/{0.finding_id}", "/operator/actions/{0.id}"])
def test_what_customs_still_misses_is_shown_beside_what_was_reported(refused, sign_in, signatory, path):
    page = sign_in(signatory).get(path.format(refused)).text

    assert "Customs asks for more" in page
    assert "April is still missing." in page
    assert "The log is complete." in page


def test_what_customs_asks_more_about_stands_out_in_the_list(refused, sign_in, viewer):
    assert "Customs asks for more" in sign_in(viewer).get("/operator/findings").text


def test_what_was_refused_is_reported_anew(session, refused, send, sign_in, signatory):
    browser = sign_in(signatory)

    send(browser, reply="April is there now.")

    assert (stored(session, refused).state, refused.reply) == (ActionState.REPORTED, "April is there now.")
    assert "Customs asks for more" not in browser.get(f"/operator/findings/{refused.finding_id}").text


def test_a_viewer_reads_and_may_not_report(session, action, send, sign_in, viewer):
    browser = sign_in(viewer)

    assert "Report it as done" not in browser.get(f"/operator/findings/{action.finding_id}").text
    assert send(browser).status_code == 403
    assert stored(session, action).state is ActionState.ASKED


@pytest.mark.parametrize("path", ["/operator/findings/{0.finding_id}", "/operator/actions/{0.id}"])
def test_findings_of_another_business_are_not_there(action, sign_in, stranger, path):
    browser = sign_in(stranger)

    assert browser.get(path.format(action)).status_code == 404
    assert "seal log" not in browser.get("/operator/findings").text


def test_an_action_of_another_business_is_not_reported(session, action, send, sign_in, stranger):
    assert send(sign_in(stranger)).status_code == 404
    assert stored(session, action).state is ActionState.ASKED


def test_the_pages_ask_little(make, case, action, asks_little):
    for _ in range(5):
        make.action(make.finding(case))

    asks_little("/operator/findings")
    asks_little(f"/operator/findings/{action.finding_id}")
    asks_little(f"/operator/actions/{action.id}")
