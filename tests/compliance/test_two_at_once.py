"""Two officers with the decision on one affair, each in a transaction of their own."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from app.accounts.models import User
from app.compliance.affairs import AlreadyRecorded
from app.compliance.service import Account, record_infringement
from app.compliance.words import Severity
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
