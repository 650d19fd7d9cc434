from datetime import timedelta

import pytest

from app.applications.service import answer_by
from app.applications.states import State
from app.core import clock
from app.decisions import service as decisions
from app.history.kinds import Kind
from app.web.formats import day


@pytest.fixture
def stage(sign_in, signatory):
    return lambda case, person=signatory: sign_in(person).get(f"/operator/applications/{case.id}/stage")


def test_the_stage_is_said_in_plain_words(case, stage):
    page = stage(case).text

    assert "Customs assesses your application" in page
    assert "Customs goes on with the assessment and decides" in page
    assert "R. Okafor" in page


def test_before_it_is_accepted_customs_answers_by_a_day(make, business, signatory, stage):
    sent = make.application(business, state=State.SUBMITTED, by=signatory)

    page = stage(sent).text

    assert "Customs checks whether your application is complete" in page
    assert f"<strong>{day(answer_by(sent))}</strong>" in page


def test_an_open_request_has_the_trader_act_next(make, case, stage):
    request = make.request(case)

    page = stage(case).text

    assert "You answer what customs asked" in page
    assert "Waiting for you" in page
    assert f"<strong>{day(request.due_on)}</strong>" in page


def test_the_legal_date_grows_by_the_time_set(make, case, stage):
    make.request(case, due_on=clock.today() + timedelta(days=14))

    page = stage(case).text

    assert f"Legal date {day(case.accepted_on + timedelta(days=134))}" in page
    assert "Request 1, period set" in page


def test_visits_findings_and_decisions_stand_there(make, session, case, stage):
    site = make.site(case.operator, name="North Quay")
    audit = make.audit(case, sites=[site])
    finding = make.finding(case)

    page = stage(case).text

    assert f"/operator/audits/{audit.id}" in page
    assert "North Quay" in page
    assert f"/operator/findings/{finding.id}" in page


def test_a_proposal_does_not_stand_there_before_the_hearing(make, session, case, stage):
    from app.decisions.models import Decision
    from app.decisions.states import Ground, Measure

    proposed = Decision(
        operator_id=case.operator_id,
        application_id=case.id,
        type="aeos",
        kind=Measure.REFUSE,
        ground=Ground.CRITERIA_NOT_MET,
        reasons="The fence is open.",
        proposed_by_id=make.case_officer().id,
    )
    make.keep(proposed)
    assert "Right to be heard" not in stage(case).text

    decisions.open_hearing(session, proposed, by=make.case_officer())
    session.commit()

    assert "Right to be heard" in stage(case).text


def test_what_happened_in_this_case_is_told(write, case, stage):
    write(Kind.AUDIT_REPORTED, case, case=case.id, visit="V-2026-000042")

    assert "signed the report of the site visit V-2026-000042." in stage(case).text


def test_a_draft_leads_to_its_questions(make, business, signatory, stage):
    draft = make.application(business, by=signatory)

    assert stage(draft).location == f"/operator/applications/{draft.id}"


def test_the_case_of_another_business_is_not_there(case, stage, stranger):
    assert stage(case, stranger).status_code == 404


def test_the_page_asks_little(everything, case, asks_little):
    asks_little(f"/operator/applications/{case.id}/stage")
