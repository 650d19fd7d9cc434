from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.words import MembershipRole
from app.core import clock
from app.core.errors import NotAllowed, WrongState
from app.history.kinds import Kind
from app.history.models import Event
from app.monitoring.queries import additions
from app.monitoring.service import Account, NothingAdded, NotYet, Unassessed, add_to, confirm, dismiss, report
from app.monitoring.states import Counting, IncidentType, State


def account(**values):
    told = {
        "what": IncidentType.TAMPERING,
        "occurred_at": clock.now() - timedelta(hours=3),
        "place": "Gate 2",
        "description": "A seal was broken.",
        "consequences": "Nothing is missing.",
        "measures": "Resealed.",
    }
    return Account(**told | values)


def test_a_contributor_tells_customs_of_an_incident(session, make):
    operator = make.operator()

    incident = report(session, operator, account(), by=make.member(operator))

    assert incident.state is State.REPORTED
    assert session.scalars(select(Event.kind).where(Event.about_id == incident.id)).all() == [Kind.INCIDENT_REPORTED]


def test_a_viewer_only_reads(session, make):
    operator = make.operator()
    with pytest.raises(NotAllowed):
        report(session, operator, account(), by=make.member(operator, MembershipRole.VIEWER))


def test_nobody_reports_for_another_business(session, make):
    with pytest.raises(NotAllowed):
        report(session, make.operator(), account(), by=make.signatory(make.operator()))


def test_an_incident_of_tomorrow_is_refused_at_its_field(session, make):
    operator = make.operator()
    with pytest.raises(NotYet) as refusal:
        report(session, operator, account(occurred_at=clock.now() + timedelta(days=1)), by=make.signatory(operator))
    assert refusal.value.field == "occurred_at"


def test_a_confirmed_incident_says_how_it_counts(session, make):
    incident = make.incident()

    confirm(
        session,
        incident,
        by=make.case_officer(),
        counting=Counting.MEASURES_LATE,
        assessment="The seal was replaced after two days.",
    )

    session.flush()
    assert (incident.state, incident.counting) == (State.CONFIRMED, Counting.MEASURES_LATE)


def test_a_dismissed_incident_does_not_count(session, make):
    incident = make.incident()

    dismiss(session, incident, by=make.auditor(), assessment="A false alarm.")

    session.flush()
    assert (incident.state, incident.counting) == (State.DISMISSED, None)


def test_a_decision_maker_does_not_look_into_incidents(session, make):
    with pytest.raises(NotAllowed):
        confirm(session, make.incident(), by=make.decision_maker(), counting=Counting.VICTIM_ONLY, assessment="-")


@pytest.mark.parametrize("verb", [confirm, dismiss])
def test_an_incident_is_looked_into_once(session, make, verb):
    incident = make.incident()
    dismiss(session, incident, by=make.auditor(), assessment="A false alarm.")
    more = {"counting": Counting.VICTIM_ONLY} if verb is confirm else {}

    with pytest.raises(WrongState):
        verb(session, incident, by=make.auditor(), assessment="On second thoughts.", **more)


@pytest.mark.parametrize("verb", [confirm, dismiss])
def test_the_trader_reads_what_was_found(session, make, verb):
    more = {"counting": Counting.VICTIM_ONLY} if verb is confirm else {}

    with pytest.raises(Unassessed) as refusal:
        verb(session, make.incident(), by=make.auditor(), assessment=" ", **more)

    assert refusal.value.field == "assessment"


def test_the_business_adds_to_its_report_at_any_time(session, make):
    incident = make.incident(state=State.DISMISSED)
    ada = make.member(incident.operator, name="Ada Clerk")

    add_to(session, incident, by=ada, text=" Two pallets are missing. ", documents=[make.document(incident.operator)])
    add_to(session, incident, by=ada, text="They were found.")

    told = additions(session, incident)
    assert [(one.by, one.text) for one in told] == [("Ada Clerk", "Two pallets are missing."), ("Ada Clerk", "They were found.")]
    assert incident.description == "A seal was broken.", "the report itself stays as it was sent"


def test_nothing_is_no_addition(session, make):
    incident = make.incident()

    with pytest.raises(NothingAdded):
        add_to(session, incident, by=make.member(incident.operator), text=" ")


def test_neither_a_viewer_nor_another_business_adds_to_it(session, make):
    incident = make.incident()

    for person in (make.member(incident.operator, MembershipRole.VIEWER), make.signatory(make.operator())):
        with pytest.raises(NotAllowed):
            add_to(session, incident, by=person, text="Two pallets are missing.")
