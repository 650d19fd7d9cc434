"""A case in the browser: at a glance, its answers, its history, the list of all."""

from datetime import timedelta

import pytest

from app.accounts.words import OfficerRole
from app.applications.questionnaire import self_assessment
from app.applications.service import accept
from app.applications.states import RequestState, State
from app.core import clock
from tests.documents.files import PDF
from tests.web.officer.asking import page
from tests.web.officer.cases import sent


@pytest.fixture
def officer(make):
    return make.case_officer(name="R. Okafor")


def test_a_case_says_who_has_the_ball_what_comes_next_and_until_when(sign_in, queries, officer, case):
    text = page(queries, sign_in(officer), f"/officer/cases/{case.id}")

    assert "Customs has the ball" in text
    assert "Plan the visit" in text
    assert "Legal date" in text


def test_a_case_tells_what_the_trader_owes(sign_in, queries, make, officer, case):
    make.request(case, text="Which seals do you use?")

    text = page(queries, sign_in(officer), f"/officer/cases/{case.id}")

    assert "Trader has the ball" in text
    assert "Answer to request 1" in text


def test_what_is_told_elsewhere_leads_there_by_its_question(sign_in, officer, make):
    case = make.case(make.operator(people=3, roles=["BRK"]))
    drawn = self_assessment(case).questionnaire
    point = next(one for one in drawn.points if one.served_by and not one.asked)
    served = drawn.by_key[point.served_by[0]]

    text = sign_in(officer).get(f"/officer/cases/{case.id}/answers/{point.criterion.group}").text

    assert f'/answers/{drawn.section_of(served).group.code}#{served.key}"' in text
    assert served.question.text[:30] in text


def test_a_full_case_takes_no_more_queries(sign_in, queries, make, session, officer, case):
    for number in (1, 2):
        make.request(case, number=number, state=RequestState.ANSWERED, answered_at=clock.now(), reply="Yes.")
        make.action(make.finding(case))
        make.audit(case)
    make.rating(case, "A.1")
    session.commit()

    assert "Seen and in order." not in page(queries, sign_in(officer), f"/officer/cases/{case.id}")


def test_a_returned_case_takes_no_more_queries(sign_in, queries, make, officer):
    returned = sent(make, state=State.RETURNED, returned_at=clock.now(), returned_reason="The site plan is missing.")

    assert "The site plan is missing." in page(queries, sign_in(officer), f"/officer/cases/{returned.id}")


def test_a_draft_is_not_shown_to_customs(sign_in, make, officer):
    draft = make.application()

    assert sign_in(officer).get(f"/officer/cases/{draft.id}").status_code == 404


@pytest.mark.parametrize("role", list(OfficerRole))
def test_every_officer_reads_a_case(sign_in, make, case, role):
    browser = sign_in(make.officer(role))

    for path in ("", "/answers", "/answers/G", "/criteria", "/criteria/G.2", "/requests", "/findings", "/history"):
        assert browser.get(f"/officer/cases/{case.id}{path}").status_code == 200, path


def test_a_trader_does_not_come_through_this_door(sign_in, make, case):
    assert sign_in(make.signatory(case.operator)).get(f"/officer/cases/{case.id}").status_code == 403


def test_an_officer_takes_a_case_over(sign_in, session, make, case):
    colleague = make.case_officer()

    answer = sign_in(colleague).post(f"/officer/cases/{case.id}/take?from={case.officer_id}")

    session.refresh(case)
    assert (answer.location, case.officer_id) == (f"/officer/cases/{case.id}", colleague.id)


def test_a_case_that_a_colleague_took_meanwhile_is_not_taken_unseen(sign_in, session, make, officer):
    loose = sent(make, state=State.SUBMITTED)
    browser = sign_in(officer)
    page_of_mine = f"/officer/cases/{loose.id}/take?from="
    assert page_of_mine in browser.get(f"/officer/cases/{loose.id}").text
    colleague = make.case_officer(name="T. Marsh")
    sign_in(colleague).post(page_of_mine)

    answer = browser.post(page_of_mine)

    session.refresh(loose)
    assert (answer.status_code, loose.officer_id) == (409, colleague.id)
    assert "T. Marsh took the case" in answer.text


@pytest.mark.parametrize("role", [role for role in OfficerRole if role is not OfficerRole.CASE_OFFICER])
def test_others_are_not_offered_the_case_and_do_not_get_it(sign_in, make, case, role):
    browser = sign_in(make.officer(role))

    assert "Take the case" not in browser.get(f"/officer/cases/{case.id}").text
    assert browser.post(f"/officer/cases/{case.id}/take").status_code == 403


def test_answers_are_read_with_their_evidence(sign_in, queries, make, officer, case):
    make.evidence(case, "G.2.fault", make.document(case.operator, name="seal-instruction.pdf"))

    text = page(queries, sign_in(officer), f"/officer/cases/{case.id}/answers/G")

    assert "The unit is put on lane 9 and not opened." in text
    assert "seal-instruction.pdf" in text
    assert "Ines Calder" in text


def test_a_picture_opens_in_place_and_all_else_is_downloaded(sign_in, make, officer, case):
    make.evidence(case, "G.2.fault", make.document(case.operator, name="gate.png", content_type="image/png"))
    make.evidence(case, "G.2.fault", make.document(case.operator, name="plan.pdf", size=len(PDF)))

    text = sign_in(officer).get(f"/officer/cases/{case.id}/answers/G").text

    assert text.count("<img") == 1
    assert 'alt="gate.png"' in text


def test_an_unknown_group_is_not_found(sign_in, officer, case):
    assert sign_in(officer).get(f"/officer/cases/{case.id}/answers/ZZ").status_code == 404


def test_the_history_says_who_did_what(sign_in, queries, session, make, officer):
    case = sent(make, state=State.SUBMITTED)
    accept(session, case, by=officer)
    session.commit()

    text = page(queries, sign_in(officer), f"/officer/cases/{case.id}/history")

    assert "R. Okafor accepted the application: the clock runs from" in text


def test_all_cases_are_listed_with_what_comes_next(sign_in, queries, make, officer, case):
    sent(make, state=State.SUBMITTED, name="Fennick Brokers")

    text = page(queries, sign_in(officer), "/officer/cases")

    assert text.index("Tern Harbour") < text.index("Fennick Brokers") or "Decide if the application is complete" in text
    assert "2 cases" in text


def test_cases_are_filtered_and_found(sign_in, make, officer, case):
    sent(make, state=State.SUBMITTED, name="Fennick Brokers")

    text = sign_in(officer).get("/officer/cases?state=submitted&find=fenn&order=legal").text

    assert "Fennick Brokers" in text
    assert "Tern Harbour" not in text


def test_nonsense_in_the_address_is_left_out(sign_in, officer, case):
    assert sign_in(officer).get("/officer/cases?state=nonsense&order=x&list=y&page=99").status_code == 200


def test_a_list_without_a_case_says_so(sign_in, officer):
    assert "No case fits" in sign_in(officer).get("/officer/cases?find=nobody").text


def test_the_clock_of_a_decided_case_stands_still(sign_in, session, officer, case):
    case.state, case.closed_at = State.DECIDED, clock.now() - timedelta(days=400)
    case.accepted_on = clock.today() - timedelta(days=460)
    session.commit()

    text = sign_in(officer).get(f"/officer/cases/{case.id}").text

    assert "Today, day 60" in text


def test_what_moved_on_meanwhile_leads_back_to_the_case(session, sign_in, make, officer, case):
    case.state = State.DECIDED
    session.commit()

    answer = sign_in(officer).post(f"/officer/cases/{case.id}/take")

    assert answer.status_code == 409
    assert f'href="/officer/cases/{case.id}">Look at it as it stands now<' in answer.text


def test_a_manager_gives_a_case_to_another_officer(session, sign_in, make, case):
    other, browser = make.case_officer(name="T. Marsh"), sign_in(make.manager())
    assert f"/officer/cases/{case.id}/reassign" in browser.get(f"/officer/cases/{case.id}").text

    answer = browser.post(f"/officer/cases/{case.id}/reassign", data={"officer": str(other.id)})

    session.refresh(case)
    assert (answer.location, case.officer_id) == (f"/officer/cases/{case.id}", other.id)
    assert "gave the case to T. Marsh" in browser.get(f"/officer/cases/{case.id}/history").text


def test_only_case_officers_other_than_the_one_who_has_it_are_offered(sign_in, make, officer, case):
    auditor, other = make.auditor(name="M. Ferrante"), make.case_officer(name="T. Marsh")

    text = sign_in(make.manager()).get(f"/officer/cases/{case.id}/reassign").text

    assert str(other.id) in text
    assert str(auditor.id) not in text
    assert f'value="{case.officer_id}"' not in text


@pytest.mark.parametrize("role", [role for role in OfficerRole if role is not OfficerRole.PROGRAMME_MANAGER])
def test_nobody_else_gives_a_case(sign_in, make, case, role):
    browser = sign_in(make.officer(role))

    assert "/reassign" not in browser.get(f"/officer/cases/{case.id}").text
    assert browser.get(f"/officer/cases/{case.id}/reassign").status_code == 403
