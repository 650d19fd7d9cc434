"""Businesses in the browser: found, and their file."""

import pytest
from sqlalchemy import select

from app.accounts.words import OfficerRole
from app.alerts.models import Letter
from app.applications.states import State
from app.authorisations.states import State as AuthorisationState
from app.history.kinds import Kind
from app.history.service import record
from app.operators.models import Identifier
from app.operators.words import Scheme
from app.programme.words import AuthorisationType
from tests.web.officer.asking import page
from tests.web.officer.cases import sent


@pytest.fixture
def browser(sign_in, make):
    return sign_in(make.case_officer())


@pytest.fixture
def operator(make):
    """With one of everything."""
    case = sent(make)
    operator = case.operator
    make.keep(Identifier(operator_id=operator.id, scheme=Scheme.EORI, value="ZZ800000004"))
    make.authorisation(operator, AuthorisationType.AEOS, state=AuthorisationState.SUSPENDED)
    make.action(make.finding(case, text="Gaps in the log."))
    make.incident(operator)
    return operator


def test_operators_are_listed_with_what_they_hold_and_what_is_open(queries, make, browser, operator):
    make.operator(name="Quiet Ltd")

    text = page(queries, browser, "/officer/operators")

    assert "2 operators" in text
    assert "S suspended" in text
    assert "Under assessment" in text


@pytest.mark.parametrize("sought", ["tern", "ZZ800000004", "calder"])
def test_an_operator_is_found(make, browser, operator, sought):
    make.operator(name="Quiet Ltd")

    text = browser.get(f"/officer/operators?find={sought}").text

    assert "Tern Harbour Terminals Ltd" in text
    assert "Quiet Ltd" not in text


def test_who_is_not_found_is_said(browser):
    assert "No operator found" in browser.get("/officer/operators?find=nobody").text


def test_an_open_draft_is_not_told(make, browser):
    draft = make.application()

    assert draft.reference not in browser.get("/officer/operators").text
    assert draft.reference not in browser.get(f"/officer/operators/{draft.operator_id}").text


def test_the_file_of_an_operator_holds_everything(queries, browser, operator):
    text = page(queries, browser, f"/officer/operators/{operator.id}")

    for known in ("ZZ800000004", "North Quay", "Ines Calder", "Suspended", "Gaps in the log.", "tampered"):
        assert known in text, known


def test_a_dispute_is_read_from_the_history(session, browser, operator):
    record(session, Kind.FACT_DISPUTED, about=operator, by=None, reference="F-2026-000001")
    session.commit()

    assert f"/officer/disputes/{operator.id}" in browser.get(f"/officer/operators/{operator.id}").text


@pytest.mark.parametrize("role", list(OfficerRole))
def test_every_officer_reads_it(sign_in, make, operator, role):
    assert sign_in(make.officer(role)).get(f"/officer/operators/{operator.id}").status_code == 200


def test_a_business_without_anything_has_a_file(make, browser):
    text = browser.get(f"/officer/operators/{make.operator().id}").text

    assert "No application was sent." in text


def test_an_unknown_operator_is_not_found(make, browser):
    assert browser.get(f"/officer/operators/{make.application(state=State.SUBMITTED).id}").status_code == 404


def test_a_registration_in_wrong_hands_is_released(session, make, sign_in, browser, run_jobs):
    squatter = make.signatory(make.operator(name="Quay Ltd"))
    business = squatter.memberships[0].operator
    address = f"/officer/operators/{business.id}/release"
    assert address in browser.get(f"/officer/operators/{business.id}").text

    answer = browser.post(address, data={"form_id": "one", "reason": "An extract of the register."})

    assert answer.location == f"/officer/operators/{business.id}"
    assert "the registration was released on" in browser.get(answer.location).text
    assert "Quay Ltd" not in browser.get("/officer/operators?find=quay").text
    assert sign_in(squatter).get("/operator").status_code == 403
    run_jobs()
    letter = session.scalars(select(Letter)).one()
    assert (letter.kind.value, letter.address) == ("business_released", squatter.email)


def test_a_business_with_a_case_is_not_offered_for_release(browser, operator):
    address = f"/officer/operators/{operator.id}/release"

    assert address not in browser.get(f"/officer/operators/{operator.id}").text
    assert browser.get(address).location == f"/officer/operators/{operator.id}"
    assert browser.post(address, data={"form_id": "one", "reason": "None."}).status_code == 409


def test_only_a_case_officer_releases(make, sign_in):
    address = f"/officer/operators/{make.operator().id}/release"

    assert sign_in(make.auditor()).get(address).status_code == 403
