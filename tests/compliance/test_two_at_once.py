"""Two officers with the decision on one affair, each in a transaction of their own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from app.accounts.models import User
from app.compliance.affairs import AlreadyRecorded
from app.compliance.service import Account, AlreadyDisputed, Established, dispute, record_infringement
from app.compliance.words import Disputable, Severity
from app.core import clock
from app.operators.models import Operator
from app.programme.words import Domain


@pytest.fixture
def session(committed):
    return committed


@pytest.fixture
def other(other):
    """Does not wait for a lock."""
    other.execute(text("SET lock_timeout = '200ms'"))
    return other


def test_the_second_waits_and_then_learns_that_the_affair_is_on_record(session, other, make):
    operator, officer = make.operator(), make.case_officer()
    session.commit()
    day = clock.today() - timedelta(days=3)
    told = Account(day, Severity.MINOR, [Domain.FISCAL], "The wrong origin.", "Section 12", cause="12 Js 345/26")
    theirs = {"operator": other.get_one(Operator, operator.id), "by": other.get_one(User, officer.id)}
    other.commit()

    record_infringement(session, operator, told, by=officer)
    with pytest.raises(OperationalError, match="lock timeout"):
        record_infringement(other, account=told, **theirs)
    other.rollback()
    session.commit()

    with pytest.raises(AlreadyRecorded):
        record_infringement(other, account=told, **theirs)


def test_of_two_disputes_of_one_fact_at_once_the_second_learns_of_the_first(session, other, make):
    other.execute(text("SET lock_timeout = 0"))
    operator = make.operator()
    one, signatory = make.infringement(operator), make.signatory(operator)
    session.commit()
    fact = Established(Disputable.INFRINGEMENT, one.id, operator.id, one.reference, one.recorded_by_id)
    them = other.get_one(User, signatory.id)

    dispute(session, fact, by=signatory, reason="Not so.")
    with ThreadPoolExecutor() as beside:
        second = beside.submit(dispute, other, fact, by=them, reason="Not so.")
        with pytest.raises(TimeoutError):
            second.result(0.3)
        session.commit()

        assert isinstance(second.exception(10), AlreadyDisputed)
