"""Incidents in the browser: the open ones first, looked into once."""

import pytest
from sqlalchemy import select

from app.accounts.words import OfficerRole
from app.alerts.kinds import Kind as Letters
from app.alerts.models import Letter
from app.alerts.service import tell
from app.core import clock
from app.history.models import Event
from app.monitoring.service import add_to, dismiss
from app.monitoring.states import Counting, State
from app.reactions import republish
from app.risk import queries as risk
from tests.web.officer.asking import page


@pytest.fixture
def incident(make):
    return make.incident(make.operator(name="Northwind Forwarding Ltd"), reference="I-2026-000777")


def assess(browser, incident, **values):
    typed = {"outcome": "measures_late", "assessment": "Resealed after two days.", "version": 1} | values
    return browser.post(f"/officer/incidents/{incident.id}/assess", data=typed)


def again(session, incident):
    session.expire_all()
    return incident


def test_what_has_to_be_looked_into_stands_first(sign_in, make, incident, officer):
    make.incident(make.operator(name="Closed Case Ltd"), state=State.DISMISSED)

    text = sign_in(officer).get("/officer/incidents").text

    assert "Northwind Forwarding Ltd" in text
    assert "Closed Case Ltd" not in text
    assert "Closed Case Ltd" in sign_in(officer).get("/officer/incidents?state=dismissed").text


def test_what_the_trader_told_is_read(sign_in, incident, officer):
    text = sign_in(officer).get(f"/officer/incidents/{incident.id}").text

    for said in ("A seal was broken.", "Nothing is missing.", "The unit was resealed.", "Exampleton, gate 2", "Machine parts"):
        assert said in text


def test_each_way_of_counting_says_what_it_costs(sign_in, incident, officer):
    text = sign_in(officer).get(f"/officer/incidents/{incident.id}").text

    assert "+3 points in the security figure" in text
    assert "+8 points in the security figure" in text
    assert text.count("Costs nothing") == 2


def test_a_confirmed_incident_counts_at_once(sign_in, session, make, officer):
    authorisation = make.authorisation(type="aeos")
    republish(session, [authorisation.operator_id])
    session.commit()
    before = risk.latest(session, authorisation.operator_id).security
    incident = make.incident(authorisation.operator)

    answer = assess(sign_in(officer), incident)

    assert answer.location == f"/officer/incidents/{incident.id}"
    assert again(session, incident).counting is Counting.MEASURES_LATE
    assert risk.latest(session, authorisation.operator_id).security == before + 3


def test_an_incident_is_closed_without_effect(sign_in, session, incident, officer):
    browser = sign_in(officer)

    assess(browser, incident, outcome="dismiss", assessment="A false alarm.")

    assert again(session, incident).state is State.DISMISSED
    text = browser.get(f"/officer/incidents/{incident.id}").text
    assert "A false alarm." in text
    assert "Closed without effect." in text


def test_the_same_page_sent_twice_is_taken_once(sign_in, incident, officer):
    browser = sign_in(officer)

    answers = [assess(browser, incident, form_id="once") for _ in range(2)]

    assert [one.location for one in answers] == [f"/officer/incidents/{incident.id}"] * 2


def test_without_a_word_nothing_is_decided(sign_in, session, incident, officer):
    text = assess(sign_in(officer), incident, assessment=" ").text

    assert "Write what you found" in text
    assert again(session, incident).state is State.REPORTED


def test_somebody_has_to_choose(sign_in, incident, officer):
    text = assess(sign_in(officer), incident, outcome="").text

    assert "Choose how it counts" in text
    assert "Resealed after two days." in text


def test_of_two_who_look_into_it_the_second_sees_what_the_first_found(sign_in, session, incident, officer):
    browser = sign_in(officer)
    assess(browser, incident)

    answer = assess(browser, incident, outcome="dismiss", assessment="I think otherwise.")

    assert answer.status_code == 409
    assert "Resealed after two days." in answer.text
    assert "I think otherwise." in answer.text
    assert again(session, incident).state is State.CONFIRMED


@pytest.mark.parametrize("role", [OfficerRole.DECISION_MAKER, OfficerRole.PROGRAMME_MANAGER, OfficerRole.ADMINISTRATOR])
def test_others_only_read(sign_in, make, incident, role):
    browser = sign_in(make.officer(role))

    assert "Look into it" not in browser.get(f"/officer/incidents/{incident.id}").text
    assert assess(browser, incident).status_code == 403


def test_an_auditor_looks_into_it_too(sign_in, session, make, incident):
    assess(sign_in(make.auditor()), incident)

    assert again(session, incident).state is State.CONFIRMED


def test_the_pages_ask_little(sign_in, queries, make, incident, officer):
    for _ in range(3):
        make.incident()
    make.incident(state=State.CONFIRMED, counting=Counting.VICTIM_ONLY, assessed_at=clock.now())

    page(queries, sign_in(officer), "/officer/incidents")
    page(queries, sign_in(officer), f"/officer/incidents/{incident.id}")


def test_an_unknown_list_is_the_open_one(sign_in, incident, officer):
    assert "Northwind Forwarding Ltd" in sign_in(officer).get("/officer/incidents?state=nonsense").text


def test_an_unknown_incident_is_not_found(sign_in, officer):
    assert sign_in(officer).get("/officer/incidents/00000000-0000-4000-8000-000000000000").status_code == 404


def test_what_was_added_while_the_officer_read_is_read_before_it_is_assessed(sign_in, session, make, incident, officer):
    browser = sign_in(officer)
    version = make.session.get(type(incident), incident.id).version
    add_to(session, incident, by=make.member(incident.operator), text="Two pallets are missing.")
    session.commit()

    answer = assess(browser, incident, version=version)

    assert answer.status_code == 409
    assert "Two pallets are missing." in answer.text
    assert again(session, incident).state is State.REPORTED


def test_what_was_added_is_told_to_the_desk_and_what_was_found_to_the_business(session, make, incident, officer):
    signatory = make.signatory(incident.operator)
    add_to(session, incident, by=signatory, text="Two pallets are missing.")
    dismiss(session, incident, by=officer, assessment="A false alarm.")
    for event in session.scalars(select(Event).where(Event.about_id == incident.id)):
        tell(session, event)

    told = session.execute(select(Letter.kind, Letter.address))

    assert {(Letters.INCIDENT_ADDED_TO, officer.email), (Letters.INCIDENT_ASSESSED, signatory.email)} <= {
        tuple(one) for one in told
    }
