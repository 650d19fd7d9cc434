"""Putting facts on record, and taking them off."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.compliance import affairs
from app.compliance.service import (
    Account,
    AlreadyAlerted,
    NoDomain,
    NotFinal,
    Undescribed,
    confirm_alert,
    lift,
    record_infringement,
    withdraw,
)
from app.compliance.states import AlertState, InfringementState
from app.compliance.words import Severity
from app.core import clock
from app.core.errors import NotAllowed, WrongState
from app.history.kinds import Kind
from app.history.models import Event
from app.operators.models import Operator
from app.outcomes import service as outcomes
from app.outcomes.queries import errors_of
from app.programme.words import Domain
from tests.outcomes.telling import ERROR, outcome


def account(**values):
    told = {
        "decided_on": clock.today() - timedelta(days=3),
        "severity": Severity.MINOR,
        "domains": [Domain.FISCAL],
        "description": "Two declarations named the wrong origin.",
        "legal_basis": "Customs Act, section 12",
    }
    return Account(**told | values)


def kinds(session, about):
    return session.scalars(select(Event.kind).where(Event.about_id == about.id).order_by(Event.position)).all()


def test_a_case_officer_records_a_final_decision(session, make):
    operator, officer = make.operator(), make.case_officer()

    infringement = record_infringement(session, operator, account(), by=officer)

    assert (infringement.state, infringement.recorded_by_id) == (InfringementState.RECORDED, officer.id)
    assert infringement.reference.startswith("INF-")
    assert kinds(session, infringement) == [Kind.INFRINGEMENT_RECORDED]


def test_a_decision_maker_records_nothing(session, make):
    with pytest.raises(NotAllowed):
        record_infringement(session, make.operator(), account(), by=make.decision_maker())


@pytest.mark.parametrize(
    ("values", "refusal", "field"),
    [
        ({"decided_on": clock.today() + timedelta(days=1)}, NotFinal, "decided_on"),
        ({"domains": []}, NoDomain, "domains"),
        ({"description": " "}, Undescribed, "description"),
    ],
)
def test_what_is_no_final_decision_is_refused_at_its_field(session, make, values, refusal, field):
    with pytest.raises(refusal) as refused:
        record_infringement(session, make.operator(), account(**values), by=make.case_officer())

    assert refused.value.field == field


def test_one_recorded_in_error_is_withdrawn_with_its_reason(session, make):
    officer = make.case_officer()
    infringement = record_infringement(session, make.operator(), account(), by=officer)

    withdraw(session, infringement, by=officer, because="The court quashed it.")

    assert (infringement.state, infringement.withdrawn_because) == (InfringementState.WITHDRAWN, "The court quashed it.")
    assert kinds(session, infringement)[-1] == Kind.INFRINGEMENT_WITHDRAWN
    with pytest.raises(WrongState):
        withdraw(session, infringement, by=officer, because="Again.")


def test_nothing_is_withdrawn_without_a_reason(session, make):
    officer = make.case_officer()
    infringement = record_infringement(session, make.operator(), account(), by=officer)

    with pytest.raises(Undescribed):
        withdraw(session, infringement, by=officer, because="")


def test_an_alert_stands_until_it_is_lifted(session, make):
    operator, officer = make.operator(), make.case_officer()
    alert = confirm_alert(session, operator, by=officer, since=clock.today(), description="Two debts overdue.")

    with pytest.raises(AlreadyAlerted):
        confirm_alert(session, operator, by=officer, since=clock.today(), description="Three by now.")
    lift(session, alert, by=officer, because="Paid.")

    assert alert.state is AlertState.LIFTED
    assert kinds(session, alert) == [Kind.SOLVENCY_ALERT_CONFIRMED, Kind.SOLVENCY_ALERT_LIFTED]
    confirm_alert(session, operator, by=officer, since=clock.today(), description="Overdue anew.")


def recorded(session, make, operator=None, **values):
    return record_infringement(session, operator or make.operator(), account(**values), by=make.case_officer())


@pytest.mark.parametrize(
    ("told", "kept"), [(None, None), ("  ", None), (" 12 Js  345/26 ", "12 Js 345/26"), ("x" * 60, "x" * 60)]
)
def test_the_number_of_an_affair_is_one_line_with_single_spaces(session, make, told, kept):
    assert recorded(session, make, cause=told).cause == kept


@pytest.mark.parametrize("told", ["x" * 61, "12 Js\n345/26", "12\u202e"])
def test_any_other_text_is_no_number(session, make, told):
    with pytest.raises(affairs.NoNumber) as refused:
        recorded(session, make, cause=told)

    assert (str(refused.value), refused.value.field) == ("Write the number in one line of at most 60 characters", "cause")


def test_two_infringements_of_a_business_never_have_one_number_unless_the_first_is_withdrawn(session, make):
    operator, officer = make.operator(), make.case_officer()
    first = recorded(session, make, operator, cause="12 Js 345/26")
    recorded(session, make, cause="12 Js 345/26")

    with pytest.raises(affairs.AlreadyRecorded, match=f"{first.reference} is of this affair already"):
        recorded(session, make, operator, cause="12 JS  345/26")

    withdraw(session, first, by=officer, because="Quashed.")
    assert recorded(session, make, operator, cause="12 JS 345/26").cause == "12 JS 345/26"


def test_the_number_of_an_incident_is_written_as_it_has_it_and_must_be_one_of_the_business(session, make):
    incident = make.incident(make.operator(), reference="I-2026-000042")

    assert recorded(session, make, incident.operator, cause="i-2026-000042").cause == "I-2026-000042"
    with pytest.raises(affairs.UnknownIncident):
        recorded(session, make, cause="I-2026-000042")


@pytest.fixture
def error(session, make):
    """Of a business, found by a check and told by a system."""
    operator = make.operator()
    outcomes.report(session, "engine", [outcome(operator, **ERROR)], by=None)
    return errors_of(session, operator.id, since=date.min)[0]


def test_an_infringement_names_the_check_that_it_comes_from(session, make, error):
    operator = session.get(Operator, error.operator_id)

    assert recorded(session, make, operator, check_id=error.about_id).check_id == error.about_id


def test_two_infringements_never_come_from_one_check_unless_the_first_is_withdrawn(session, make, error):
    operator, officer = session.get(Operator, error.operator_id), make.case_officer()
    first = recorded(session, make, operator, check_id=error.about_id)

    with pytest.raises(affairs.CheckAlreadyNamed, match=f"{first.reference} comes from this check already") as refused:
        recorded(session, make, operator, check_id=error.about_id)

    assert refused.value.field == "check_id"
    withdraw(session, first, by=officer, because="Quashed.")
    assert recorded(session, make, operator, check_id=error.about_id).check_id == error.about_id


def test_the_check_is_an_error_of_this_business_and_the_only_cause(session, make, error):
    with pytest.raises(affairs.NotItsCheck):
        recorded(session, make, check_id=error.about_id)
    with pytest.raises(affairs.TwoCauses):
        recorded(session, make, session.get(Operator, error.operator_id), check_id=error.about_id, cause="12 Js 345/26")
