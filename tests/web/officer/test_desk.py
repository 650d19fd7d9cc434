"""The desk in the browser."""

from datetime import timedelta

import pytest

from app.accounts.words import OfficerRole
from app.applications.service import answer_request
from app.applications.states import State
from app.assessment import progress
from app.compliance.service import Established, dispute
from app.compliance.words import Disputable
from app.core import clock
from app.decisions.states import Ground
from app.desk.queries import A_GROUP
from app.findings.states import ActionState
from app.programme.rules import rules
from tests.web.officer.asking import page
from tests.web.officer.cases import sent


def test_the_desk_says_what_to_do_next(sign_in, queries, make, officer):
    case = sent(make, officer=officer)

    text = page(queries, sign_in(officer), "/officer")

    assert "Tern Harbour Terminals Ltd" in text
    assert f'href="/officer/cases/{case.id}/criteria/next">Rate ' in text


def test_a_full_desk_takes_no_more_queries(sign_in, queries, make, session, officer):
    for number in range(3):
        case = sent(make, officer=officer, name=f"Business {number}")
        make.request(case)
        in_a_month = clock.today() + timedelta(days=30)
        make.audit(case, starts_on=in_a_month, ends_on=in_a_month)
        make.action(make.finding(case, by=officer), state=ActionState.REPORTED, reported_at=clock.now())
        make.incident(case.operator)
        make.decision(make.authorisation(case.operator), by=officer)
    session.commit()
    browser = sign_in(officer)
    browser.get("/officer")  # the edition is read once a process

    text = page(queries, browser, f"/officer?find={case.operator.tin}")

    assert "Due by today" in text or "This week" in text
    assert "Waiting for the trader" in text


def test_what_came_in_since_customs_last_acted_is_said(sign_in, session, make, officer):
    case = sent(make, officer=officer)
    answer_request(session, make.request(case, by=officer), by=make.signatory(case.operator), reply="High security.")
    session.commit()

    text = sign_in(officer).get("/officer").text

    assert "Read the answer to request 1" in text
    assert "1 answer" in text


def test_what_the_trader_owes_too_long_is_said(sign_in, make, officer):
    case = sent(make, officer=officer, accepted_on=clock.today())
    make.request(case, asked_at=clock.now() - timedelta(days=14), due_on=clock.today() - timedelta(days=4))

    assert "Answer to request 1, 4 days late" in sign_in(officer).get("/officer").text


def test_a_proposed_suspension_leads_to_where_it_is_signed(sign_in, make):
    authorisation = make.authorisation()
    make.decision(authorisation)

    text = sign_in(make.decision_maker()).get("/officer").text

    assert f'href="/officer/authorisations/{authorisation.id}">Decide on C: suspend' in text


def test_an_empty_desk_leads_to_what_nobody_has_taken(sign_in, officer):
    text = sign_in(officer).get("/officer").text

    assert "Nothing is on your desk" in text
    assert "/officer?list=unassigned" in text


def test_unassigned_cases_stand_in_their_own_list(sign_in, make, officer):
    sent(make, state=State.SUBMITTED)
    browser = sign_in(officer)

    assert "Tern Harbour" not in browser.get("/officer").text
    assert "Decide if the application is complete" in browser.get("/officer?list=unassigned").text


def test_the_desk_is_filtered_by_kind_and_ball(sign_in, make, officer):
    sent(make, officer=officer)
    incident = make.incident()
    browser = sign_in(officer)

    assert incident.reference in browser.get("/officer?kind=incident").text
    assert "Tern Harbour" not in browser.get("/officer?kind=incident").text
    assert "Nothing of this kind is open" in browser.get("/officer?ball=trader").text


def test_a_dispute_on_the_desk_leads_to_where_it_is_settled(session, sign_in, make):
    fact = make.infringement()
    about = Established(Disputable.INFRINGEMENT, fact.id, fact.operator_id, fact.reference, fact.recorded_by_id)
    raised = dispute(session, about, by=make.signatory(fact.operator), reason="The goods were ours.")
    session.commit()

    text = sign_in(make.decision_maker()).get("/officer").text

    assert f'href="/officer/disputes/{raised.id}">Settle the dispute about {fact.reference}' in text


def test_a_long_group_leads_to_all_of_it(sign_in, make, officer):
    for number in range(A_GROUP + 1):
        make.application(make.operator(name=f"Firm {number:02}"), state=State.SUBMITTED)
    browser = sign_in(officer)

    assert "/officer?list=all&amp;group=later" in browser.get("/officer?list=all").text
    assert browser.get("/officer?list=all&group=later").text.count("Firm ") == A_GROUP + 1


def test_nonsense_in_the_address_is_left_out(sign_in, officer):
    assert sign_in(officer).get("/officer?list=x&kind=x&ball=x&group=x&page=-3").status_code == 200


def test_a_business_is_looked_up_beside_the_desk(sign_in, make, officer):
    case = sent(make)

    text = sign_in(officer).get("/officer?find=tern+harb").text

    assert f'href="/officer/cases/{case.id}">{case.reference}</a>' in text
    assert "Ines Calder" in text


def test_who_is_not_found_is_said(sign_in, officer):
    assert "Nobody found" in sign_in(officer).get("/officer?find=nobody").text


@pytest.mark.parametrize("role", list(OfficerRole))
def test_every_officer_has_a_desk(sign_in, queries, make, role):
    sent(make)

    page(queries, sign_in(make.officer(role)), "/officer")


def test_a_trader_has_no_desk(sign_in, make):
    assert sign_in(make.signatory(make.operator())).get("/officer").status_code == 403


def test_who_has_not_signed_in_is_asked_to(client):
    assert client.get("/officer").location.startswith("/account/sign-in")


def test_the_keys_are_explained(sign_in, officer):
    assert "<kbd>1</kbd> to <kbd>5</kbd>" in sign_in(officer).get("/officer/keys").text


def test_what_is_late_by_our_own_plan_says_so(sign_in, make, officer):
    sent(make, officer=officer, accepted_on=clock.today() - timedelta(days=rules().pace.plan_visit + 15))

    assert "criteria, 15 days late<" in sign_in(officer).get("/officer").text


def test_the_tab_says_what_is_due_of_what_nobody_has_taken(sign_in, make, officer):
    sent(make, state=State.SUBMITTED, submitted_at=clock.now() - timedelta(days=rules().days.accept))

    assert ">1 due<" in sign_in(officer).get("/officer").text


def test_a_suspension_at_once_is_named_as_due_today(sign_in, make):
    make.decision(make.authorisation(), ground=Ground.SECURITY_RISK)

    assert "Decide on C: suspend, due today" in sign_in(make.decision_maker()).get("/officer").text


def test_an_auditor_is_not_told_what_a_case_officer_does(sign_in, session, make, officer):
    auditor = make.auditor()
    case = sent(make, officer=officer)
    make.audit(case, lead=auditor, starts_on=clock.today() + timedelta(days=2), ends_on=clock.today() + timedelta(days=2))
    for item in progress.of(session, case).items:
        make.rating(case, item.criterion.code, place=item.place)
    session.commit()

    assert "Visit the sites" in sign_in(auditor).get("/officer").text
    assert "Propose a decision" not in sign_in(auditor).get("/officer").text


def test_on_the_day_of_a_visit_the_desk_leads_to_its_checklist(sign_in, make, officer):
    auditor = make.auditor()
    visit = make.audit(sent(make, officer=officer), lead=auditor, starts_on=clock.today(), ends_on=clock.today())

    assert f'href="/officer/audits/{visit.id}/checklist">Visit the sites<' in sign_in(auditor).get("/officer").text


def test_the_list_of_all_says_whose_each_case_is(sign_in, queries, make, session):
    for number in range(3):
        sent(make, officer=make.case_officer(name=f"Officer {number}"), name=f"Business {number}")
    session.commit()

    text = page(queries, sign_in(make.manager()), "/officer?list=all")

    assert "Officer 2</td>" in text
    assert "Officer</th>" not in sign_in(make.case_officer()).get("/officer").text
