"""The bench in the browser: read, rate, go on."""

import pytest
from sqlalchemy import select

from app.accounts.words import OfficerRole
from app.applications.models import Request
from app.applications.states import State
from app.assessment import progress
from app.assessment.models import Rating
from app.criteria.words import Result
from tests.web.officer.asking import page
from tests.web.officer.cases import sent

READERS = [OfficerRole.DECISION_MAKER, OfficerRole.PROGRAMME_MANAGER, OfficerRole.ADMINISTRATOR]


@pytest.fixture
def officer(make):
    return make.case_officer(name="R. Okafor")


@pytest.fixture
def bench(case):
    return f"/officer/cases/{case.id}/criteria/G.2"


def typed(result="met", version=0, **values):
    return {"result": result, "reason": "", "version": version} | values


def only(session):
    session.expire_all()
    return session.scalars(select(Rating)).one()


def test_the_bench_shows_the_answer_what_to_look_at_and_the_keys(sign_in, queries, officer, bench):
    text = page(queries, sign_in(officer), bench)

    assert "The unit is put on lane 9 and not opened." in text
    assert "Watch one seal being fixed and one being checked" in text
    assert text.count("data-key") >= 7


def test_a_full_bench_takes_no_more_queries(sign_in, queries, make, officer, case, bench):
    make.request(case, keys=["G.2.fault"], number=1)
    make.finding(case, criterion="G.2")
    make.rating(case, "G.2", Result.PARTLY, reason="Gaps in the log.")
    make.rating(sent(make, name="Another"), "G.2")

    text = page(queries, sign_in(officer), bench)

    assert "Gaps in the log." in text
    assert "Which seals do you use?" in text


def test_a_result_is_saved_and_the_next_criterion_comes(sign_in, session, officer, case, bench):
    codes = [item.criterion.code for item in progress.of(session, case).items]
    following = codes[codes.index("G.2") + 1]

    answer = sign_in(officer).post(bench, data=typed("partly", reason="Gaps.", likelihood="3", impact="4", on_site="y"))

    rating = only(session)
    assert answer.location.startswith(f"/officer/cases/{case.id}/criteria/{following}")
    assert (rating.result, rating.reason, rating.risk, rating.look_on_site) == (Result.PARTLY, "Gaps.", 12, True)


def test_after_the_last_one_the_list_comes(sign_in, session, make, officer, case, bench):
    for item in progress.of(session, case).items:
        if item.criterion.code != "G.2":
            make.rating(case, item.criterion.code, place=item.place)

    answer = sign_in(officer).post(bench, data=typed())

    assert answer.location == f"/officer/cases/{case.id}/criteria"


def test_next_leads_to_the_first_without_a_result(sign_in, session, make, officer, case):
    first, second = progress.of(session, case).items[:2]
    make.rating(case, first.criterion.code, place=first.place)

    answer = sign_in(officer).get(f"/officer/cases/{case.id}/criteria/next")

    assert answer.location.startswith(f"/officer/cases/{case.id}/criteria/{second.criterion.code}")


def test_what_is_to_be_asked_is_collected_and_the_next_criterion_comes(sign_in, session, officer, case, bench):
    browser = sign_in(officer)

    answer = browser.post(bench, data=typed(ask="y"))

    assert "/criteria/" in answer.location
    assert session.scalars(select(Request)).all() == []
    assert "1 ask collected" in browser.get(bench).text
    assert "1 ask collected" in browser.get(f"/officer/cases/{case.id}/requests").text


def test_what_is_not_to_be_asked_after_all_is_taken_back(sign_in, officer, bench):
    browser = sign_in(officer)
    browser.post(bench, data=typed(ask="y"))

    browser.post(bench, data=typed(version=1))

    assert "ask collected" not in browser.get(bench).text


def test_after_the_last_criterion_comes_what_was_collected(sign_in, session, make, officer, case, bench):
    for item in progress.of(session, case).items:
        if item.criterion.code != "G.2":
            make.rating(case, item.criterion.code, place=item.place)

    answer = sign_in(officer).post(bench, data=typed(ask="y"))

    assert answer.location == f"/officer/cases/{case.id}/requests/collected"


@pytest.mark.parametrize(("data", "field"), [({}, "result"), ({"result": "not_met"}, "reason")])
def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(sign_in, session, officer, bench, data, field):
    text = sign_in(officer).post(bench, data={"version": 0, "note": "Call the clerk.", **data}).text

    assert f'href="#{field}"' in text
    assert "Call the clerk." in text
    assert session.scalars(select(Rating)).all() == []


def test_the_same_page_sent_twice_is_taken_once(sign_in, session, officer, bench):
    browser = sign_in(officer)
    browser.post(bench, data=typed("not_met", reason="No log."))

    again = browser.post(bench, data=typed("not_met", reason="No log."))

    assert again.status_code == 303
    assert only(session).version == 1


def test_the_second_of_two_officers_sees_both_results_and_loses_nothing(sign_in, session, make, officer, bench):
    sign_in(make.auditor(name="M. Ferrante")).post(bench, data=typed("met", reason="Seen on site."))

    answer = sign_in(officer).post(bench, data=typed("not_met", reason="No log.", note="Call the clerk."))

    assert (answer.status_code, only(session).result) == (409, Result.MET)
    for text in ("M. Ferrante", "Seen on site.", "No log.", "Call the clerk."):
        assert text in answer.text


def test_sent_again_the_own_result_takes_its_place(sign_in, session, make, officer, bench):
    sign_in(make.auditor()).post(bench, data=typed("met", reason="Seen on site."))
    shown = sign_in(officer).post(bench, data=typed("not_met", reason="No log.")).text
    assert 'name="version" type="hidden" value="1"' in shown

    sign_in(officer).post(bench, data=typed("not_met", reason="No log.", version=1))

    assert only(session).result is Result.NOT_MET


@pytest.mark.parametrize("role", READERS)
def test_who_only_reads_sees_the_result_and_no_keys(sign_in, make, case, bench, role):
    make.rating(case, "G.2", Result.PARTLY, reason="Gaps in the log.")
    browser = sign_in(make.officer(role))

    text = browser.get(bench).text

    assert "Gaps in the log." in text
    assert "aeo-rate" not in text
    assert browser.post(bench, data=typed(version=1)).status_code == 403


def test_after_the_decision_nothing_is_rated(sign_in, session, officer, case, bench):
    case.state = State.DECIDED
    session.commit()

    assert "aeo-rate" not in sign_in(officer).get(bench).text
    assert sign_in(officer).post(bench, data=typed()).status_code == 409


@pytest.mark.parametrize("path", ["Z.9", "G.2?place=nowhere"])
def test_what_is_not_rated_in_this_case_is_not_found(sign_in, officer, case, path):
    assert sign_in(officer).get(f"/officer/cases/{case.id}/criteria/{path}").status_code == 404


def test_the_list_shows_every_result(sign_in, queries, make, officer, case):
    make.rating(case, "G.2", Result.PARTLY, reason="Gaps in the log.", likelihood=3, impact=4)

    text = page(queries, sign_in(officer), f"/officer/cases/{case.id}/criteria")

    assert "Gaps in the log." in text
    assert "1 of " in text


def test_after_the_last_result_the_way_leads_to_the_decision(sign_in, session, make, case):
    for item in progress.of(session, case).items:
        make.rating(case, item.criterion.code, place=item.place)
    session.commit()
    path, way = f"/officer/cases/{case.id}/criteria", f'href="/officer/cases/{case.id}/decision"'

    assert "Go on to the decision" in sign_in(make.case_officer()).get(path).text
    assert way in sign_in(make.case_officer()).get(path).text
    assert "Go on to the decision" not in sign_in(make.auditor()).get(path).text
