"""Putting facts on record, and taking them off."""

from datetime import timedelta

import pytest
from sqlalchemy import select

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
from app.programme.words import Domain


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
