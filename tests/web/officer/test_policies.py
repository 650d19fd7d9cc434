"""Policies on the screen: proposed by one, tried, decided on by another, rolled back."""

import json
from importlib.resources import files
from io import BytesIO

import pytest

from app.accounts.words import OfficerRole
from app.core import clock
from app.programme.words import AuthorisationType
from app.risk import service as risk
from app.risk.policies import queries as policies
from app.risk.policies import service
from app.risk.policies.states import State
from app.web.formats import day
from tests.risk.policies.conftest import CONTENT
from tests.web.officer.asking import page

NEW = "/officer/programme/policies/new"
HARDER = CONTENT | {
    "id": "2027.1",
    "effective_from": "2030-01-01",
    "author": "I. Castellan",
    "rules": [rule | ({"c_only": -4} if rule["code"] == "B10" else {}) for rule in CONTENT["rules"]],
}


@pytest.fixture
def manager(make):
    return make.officer(OfficerRole.PROGRAMME_MANAGER, name="I. Castellan")


@pytest.fixture
def decider(make):
    return make.officer(OfficerRole.DECISION_MAKER, name="L. Solberg")


@pytest.fixture
def proposed(session, manager):
    row = service.propose(session, HARDER, by=manager, note="Less for half a status")
    session.commit()
    return row


@pytest.fixture
def holder(session, make):
    operator = make.operator(name="Quay Holdings")
    make.authorisation(operator, AuthorisationType.AEOC)
    risk.republish(session, [operator.id])
    session.commit()
    return operator


def of(row, step=""):
    return f"/officer/programme/policies/{row.id}{step}"


def test_an_empty_desk_does_not_say_that_nothing_waits_beside_a_policy_to_decide(session, sign_in, manager, decider, proposed):
    browser, lists = sign_in(decider), {"/officer": "Nothing else is on your desk", "/officer?list=all": "Nothing else is open"}
    for address, said in lists.items():
        text = browser.get(address).text
        assert (said in text, "waits for your decision" in text, "nothing waits for you" in text) == (True, True, False)

    service.withdraw(session, proposed, by=manager, reason="Not yet.")
    session.commit()

    for address, said in lists.items():
        assert said.replace(" else", "") in browser.get(address).text


@pytest.mark.parametrize("name", ["korea", "us-2006", "china"])
def test_the_steps_of_a_policy_in_force_that_grades_are_shown_to_customs_and_to_the_business(sign_in, make, graded, holder, name):
    graded(name)
    there = f"/officer/operators/{holder.id}/risk"

    for text in (sign_in(make.auditor()).get(there).text, sign_in(make.signatory(holder)).get("/operator/credit").text):
        assert "Grades and scores" in text
        assert "Reached" in text
        assert "internal_control" not in text
        assert f"in force since {day(clock.today())}" in text


@pytest.fixture
def graded(session, make, manager, decider, holder):
    """`graded(name)` puts one of the examples in force."""

    def in_force(name):
        text = files("app.risk").joinpath("policies", "examples", f"{name}.json").read_text("utf-8")
        row = service.propose(session, json.loads(text), by=manager)
        service.approve(session, row, by=decider)
        service.put_in_force(session, row, by=decider, reason="To be shown")
        make.authorisation(holder, AuthorisationType.AEOS)
        risk.republish(session, [holder.id])
        session.commit()

    return in_force


def test_every_officer_reads_which_policy_is_in_force_and_what_it_says(queries, session, sign_in, make):
    browser, first = sign_in(make.auditor()), policies.find(session, "2026.1")

    assert "In force" in page(queries, browser, "/officer/programme/policies")
    text = page(queries, browser, of(first))
    assert "from 6 years −4, from 3 years −3, from 1 year −1" in text
    assert "Put it in force" not in text
    assert browser.get(of(first, "/text")).json == first.body


def test_a_manager_proposes_a_text(session, sign_in, manager):
    answer = sign_in(manager).post(NEW, data={"body": json.dumps(HARDER), "note": "Why not", "form_id": "once"})

    row = policies.find(session, "2027.1")
    assert answer.location == of(row)
    assert (row.state, row.proposed_by_id, row.note) == (State.PROPOSED, manager.id, "Why not")


def test_the_text_in_force_is_there_to_begin_with(sign_in, manager):
    assert "AEO portal, default policy" in sign_in(manager).get(NEW).text


def test_or_a_file(session, sign_in, manager):
    file = (BytesIO(json.dumps(HARDER).encode()), "ours.json")

    sign_in(manager).post(NEW, data={"file": file, "form_id": "once"}, content_type="multipart/form-data")

    assert policies.find(session, "2027.1").sha256


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('{\n "id": ', "line 2, column 8"),
        (json.dumps(HARDER | {"threshold": 0}), "threshold: Input should be greater than 0"),
        (json.dumps(HARDER | {"coverage": {"code": "X77", "points": 0, "hint": "who_knows"}}), "wording.codes.X77"),
        (json.dumps(CONTENT), "There is a policy 2026.1 already"),
        ("", "this is no JSON"),
    ],
)
def test_a_text_at_fault_comes_back_with_its_places(sign_in, manager, body, said):
    answer = sign_in(manager).post(NEW, data={"body": body, "form_id": "once"})

    assert answer.status_code == 200
    assert said in answer.text
    assert body[:40] in answer.text.replace("&#34;", '"')


def test_others_propose_nothing(sign_in, decider):
    assert sign_in(decider).get(NEW).status_code == 403


def test_a_proposal_is_shown_beside_what_is_in_force(queries, sign_in, decider, proposed):
    text = page(queries, sign_in(decider), of(proposed))

    assert "customs alone −16" in text
    assert "customs alone −4" in text
    assert "Less for half a status" in text
    assert "Approve it" in text


def test_who_proposed_it_is_not_offered_to_approve_it(sign_in, manager, proposed):
    browser = sign_in(manager)

    assert "Approve it" not in browser.get(of(proposed)).text
    assert browser.post(of(proposed, "/approve"), data={"form_id": "x"}).status_code == 403


def test_somebody_else_approves_it_after_a_question(session, sign_in, decider, proposed):
    browser = sign_in(decider)

    asked = browser.get(of(proposed, "/approve")).text
    assert "every credit is computed by it, from 1 January 2030 on" in asked
    assert "nobody has simulated it" in asked
    browser.post(of(proposed, "/approve"), data={"form_id": "x"})

    session.refresh(proposed)
    assert (proposed.state, proposed.approved_by_id) == (State.APPROVED, decider.id)
    assert "To come" in browser.get("/officer/programme/policies").text


def test_a_rejection_says_why(session, sign_in, decider, manager, proposed):
    browser = sign_in(decider)

    assert "Say why" in browser.post(of(proposed, "/reject"), data={"form_id": "x"}).text
    browser.post(of(proposed, "/reject"), data={"form_id": "x", "reason": "Too hard"})

    assert "Too hard" in sign_in(manager).get(of(proposed)).text


def test_a_proposal_is_taken_back(session, sign_in, manager, proposed):
    sign_in(manager).post(of(proposed, "/withdraw"), data={"form_id": "x"})

    session.refresh(proposed)
    assert proposed.state is State.WITHDRAWN


def test_a_manager_rolls_back_after_a_question(session, sign_in, manager, decider):
    proposed = service.propose(session, HARDER | {"effective_from": "2026-02-01"}, by=manager)
    service.approve(session, proposed, by=decider)
    session.commit()
    first, browser = policies.find(session, "2026.1"), sign_in(decider)

    assert "policy 2027.1, in force now, ends" in browser.get(of(first, "/in-force")).text
    answer = browser.post(of(first, "/in-force"), data={"form_id": "x", "reason": "Too many files"})

    assert answer.status_code == 303
    assert policies.in_force(session).id == "2026.1"
    assert "Too many files" in browser.get("/officer/programme/policies").text
    browser.post(of(proposed, "/retire"), data={"form_id": "y"})
    session.refresh(proposed)
    assert proposed.state is State.RETIRED


def test_a_day_in_the_past_is_refused_at_its_field(session, sign_in, decider, proposed):
    service.approve(session, proposed, by=decider)
    session.commit()
    data = {"form_id": "x", "reason": "Now", "from_on": ["1", "2", "2026"]}

    assert "never before" in sign_in(decider).post(of(proposed, "/in-force"), data=data).text


@pytest.mark.usefixtures("proposed")
def test_a_proposed_policy_is_told_on_the_desk_of_who_may_decide_on_it(sign_in, make, manager, decider):
    waits = "A policy of the risk credit waits for your decision"

    assert waits in sign_in(decider).get("/officer").text
    assert waits not in sign_in(manager).get("/officer").text
    assert waits not in sign_in(make.case_officer()).get("/officer").text


@pytest.mark.usefixtures("holder")
def test_a_simulation_is_asked_counted_and_shown(queries, sign_in, manager, decider, proposed, run_jobs):
    browser = sign_in(manager)
    there = browser.post(of(proposed, "/simulate")).location
    assert "0 of 0 operators counted" in page(queries, browser, there)

    run_jobs()

    text = page(queries, browser, there)
    assert "1 of 1 operators: 0 to more credit, 1 to less" in text
    assert "Quay Holdings" in text
    assert "Population stability index" in text
    asked = sign_in(decider).get(of(proposed, "/approve")).text
    assert "these change band: 1 by the fiscal figure and 0 by the security figure" in asked
    assert 'role="img"' in text
    assert "style=" not in text


def test_a_candidate_is_computed_beside_and_compared(queries, sign_in, session, manager, proposed, holder):
    browser = sign_in(manager)
    browser.post(of(proposed, "/shadow"))
    risk.republish(session, [holder.id])
    session.commit()

    text = page(queries, browser, of(proposed, "/shadow"))
    assert "Quay Holdings" in text
    assert "+12.0" in text
    browser.post(of(proposed, "/shadow"))
    assert "not computed any more" in browser.get(of(proposed, "/shadow")).text


def test_who_decides_nothing_tries_nothing(sign_in, make, proposed):
    browser = sign_in(make.auditor())

    assert browser.post(of(proposed, "/simulate")).status_code == 403
    assert browser.post(of(proposed, "/shadow")).status_code == 403


@pytest.mark.usefixtures("holder")
def test_the_progress_of_a_roll_out_is_shown(session, sign_in, manager, decider, proposed, run_jobs):
    service.approve(session, proposed, by=decider)
    service.put_in_force(session, proposed, by=decider, reason="Now")
    session.commit()
    browser = sign_in(manager)
    assert "within the minute" in browser.get("/officer/programme/policies").text

    run_jobs()

    assert "1 operators were computed anew" in browser.get("/officer/programme/policies").text
    assert policies.period_at(session, clock.now()).row.code == "2027.1"
