"""The holder disputes a fact; somebody who did not establish it settles that."""

import pytest
from sqlalchemy.exc import IntegrityError

from app.accounts.words import MembershipRole
from app.compliance.service import (
    AlreadyDisputed,
    DisputedTooOften,
    Established,
    Unanswered,
    Unexplained,
    dispute,
    reject,
    take_back,
    uphold,
)
from app.compliance.states import DisputeState
from app.compliance.words import Disputable
from app.core import clock
from app.core.errors import NotAllowed, WrongState


@pytest.fixture
def operator(make):
    return make.operator()


@pytest.fixture
def fact(make, operator):
    one = make.infringement(operator)
    return Established(Disputable.INFRINGEMENT, one.id, operator.id, one.reference, one.recorded_by_id)


@pytest.fixture
def signatory(make, operator):
    return make.signatory(operator)


@pytest.fixture
def raised(session, fact, signatory):
    return dispute(session, fact, by=signatory, reason="The goods were ours, the entry was not.")


def test_a_disputed_fact_waits_from_that_day(session, fact, raised):
    assert (raised.state, raised.about_id, clock.day_of(raised.raised_at)) == (DisputeState.OPEN, fact.about_id, clock.today())


def test_a_contributor_does_not_dispute(session, make, operator, fact):
    colleague = make.member(operator, MembershipRole.CONTRIBUTOR)

    with pytest.raises(NotAllowed):
        dispute(session, fact, by=colleague, reason="Not so.")


def test_nobody_disputes_for_another_business(session, make, fact):
    with pytest.raises(NotAllowed):
        dispute(session, fact, by=make.signatory(make.operator()), reason="Not so.")


def test_a_dispute_says_what_is_wrong(session, fact, signatory):
    with pytest.raises(Unexplained):
        dispute(session, fact, by=signatory, reason="  ")


def test_a_fact_is_disputed_once(session, make, fact, signatory, raised):
    reject(session, raised, by=make.decision_maker(), answer="The entry names you.")

    with pytest.raises(AlreadyDisputed):
        dispute(session, fact, by=signatory, reason="Still not so.")


def test_what_was_taken_back_may_be_disputed_anew(session, fact, signatory, raised):
    take_back(session, raised, by=signatory)

    assert raised.state is DisputeState.TAKEN_BACK
    assert dispute(session, fact, by=signatory, reason="With the papers now.").state is DisputeState.OPEN


def test_what_was_taken_back_three_times_is_not_disputed_again(session, fact, signatory):
    for _ in range(3):
        take_back(session, dispute(session, fact, by=signatory, reason="Not so."), by=signatory)

    with pytest.raises(DisputedTooOften):
        dispute(session, fact, by=signatory, reason="Not so.")


def test_upheld_it_counts_no_more(session, make, fact, raised):
    uphold(session, raised, by=make.decision_maker(), answer="You are right.")

    session.flush()
    assert (raised.state, raised.answer) == (DisputeState.UPHELD, "You are right.")


def test_rejected_it_counts_again(session, make, fact, raised):
    reject(session, raised, by=make.decision_maker(), answer="The entry names you.")

    session.flush()
    assert raised.state is DisputeState.REJECTED


def test_who_established_it_does_not_settle(session, make, raised):
    judge = make.decision_maker()
    raised.established_by_id = judge.id

    with pytest.raises(NotAllowed):
        uphold(session, raised, by=judge, answer="I was wrong.")


def test_nor_does_the_database_let_him(session, make, raised):
    judge = make.decision_maker()
    raised.established_by_id = raised.settled_by_id = judge.id

    with pytest.raises(IntegrityError, match="four_eyes"):
        session.flush()


def test_an_answer_has_its_reasons_and_is_given_once(session, make, raised):
    judge = make.decision_maker()
    with pytest.raises(Unanswered):
        reject(session, raised, by=judge, answer="")
    reject(session, raised, by=judge, answer="The entry names you.")

    with pytest.raises(WrongState):
        uphold(session, raised, by=judge, answer="On second thoughts.")
