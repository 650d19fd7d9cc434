"""From the question to the stored result, over the rows of a register."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, insert, select

from app.accounts.words import OfficerRole
from app.core import clock
from app.core.errors import NotAllowed
from app.history.kinds import Kind
from app.history.models import Event
from app.outcomes.sums import operator_day, operator_sum
from app.outcomes.words import Selection
from app.programme.words import AuthorisationType, Role
from app.risk import service as risk
from app.risk.policies import queries
from app.risk.policies import service as policies
from app.risk.policies.models import RiskPolicy
from app.risk.simulation import service, stored
from app.risk.simulation.report import reports
from app.risk.simulation.states import State
from tests.makers import Maker
from tests.risk.policies.conftest import CONTENT


@pytest.fixture
def crew(committed):
    return Maker(committed).officer(OfficerRole.PROGRAMME_MANAGER)


@pytest.fixture
def holder(committed):
    make = Maker(committed)
    operator = make.operator()
    make.authorisation(operator, AuthorisationType.AEOC)
    risk.republish(committed, [operator.id])
    committed.commit()
    return operator


@pytest.fixture
def stricter(committed, crew):
    rules = [rule | ({"c_only": -4} if rule["code"] == "B10" else {}) for rule in CONTENT["rules"]]
    content = CONTENT | {"id": "stricter", "effective_from": "2030-01-01", "rules": rules}
    row = policies.propose(committed, content, by=crew)
    committed.commit()
    return row


def test_the_worker_counts_every_operator(committed, holder, stricter, crew, run_jobs):
    asked = service.simulate(committed, stricter, by=crew)
    committed.commit()

    run_jobs()

    committed.refresh(asked)
    assert (asked.state, asked.done, asked.total, asked.against.code) == (State.DONE, 1, 1, "2026.1")
    [fiscal, _] = reports(asked.result, asked.against.policy, asked.policy.policy)
    assert [(mover.operator, mover.by) for mover in fiscal.movers] == [(str(holder.id), 12)]
    assert committed.scalars(select(Event).where(Event.kind == Kind.POLICY_SIMULATED)).one().facts["against"] == "2026.1"


def test_asked_again_while_it_is_under_way_it_is_the_same(committed, holder, stricter, crew, run_jobs):
    asked = service.simulate(committed, stricter, by=crew)
    service.begin(committed, asked)

    assert service.simulate(committed, stricter, by=None) is asked
    committed.commit()
    run_jobs()

    assert service.simulate(committed, stricter, by=crew) is not asked
    assert committed.scalar(select(func.count()).where(Event.kind == Kind.POLICY_SIMULATED)) == 2


def test_of_two_who_ask_at_once_the_second_waits_and_is_told_of_the_same(committed, other, holder, stricter, crew):
    asked = service.simulate(committed, stricter, by=crew)
    with ThreadPoolExecutor() as beside:
        second = beside.submit(lambda: service.simulate(other, other.get_one(RiskPolicy, stricter.id), by=None).id)
        with pytest.raises(TimeoutError):
            second.result(0.5)
        committed.commit()

        assert second.result(10) == asked.id


def test_one_that_a_killed_worker_left_is_counted_from_the_beginning(committed, holder, stricter, crew, run_jobs):
    asked = service.simulate(committed, stricter, by=crew)
    service.begin(committed, asked)
    asked.done = 1
    committed.commit()

    run_jobs()

    committed.refresh(asked)
    assert (asked.state, asked.done) == (State.DONE, 1)


def test_one_that_cannot_be_counted_says_so(committed, holder, stricter, crew, run_jobs, monkeypatch):
    def broken(_session):
        raise RuntimeError("the facts cannot be read")

    asked = service.simulate(committed, stricter, by=crew)
    committed.commit()
    monkeypatch.setattr(stored, "operators", broken)

    run_jobs()

    committed.refresh(asked)
    assert asked.state is State.FAILED


def test_outcomes_of_a_year_come_along(committed, holder):
    day = {"operator_id": holder.id, "on": clock.today(), "role": Role.IMP, "checks": 9, "errors": 2}
    committed.execute(insert(operator_day).values(day))
    month = {"operator_id": holder.id, "month": clock.today().replace(day=1), "role": Role.IMP, "offences": 3}
    committed.execute(insert(operator_sum).values(month | {"selection": Selection.TARGETED}))

    [known] = stored.operators(committed)

    assert (known.checks, known.errors, known.offences) == (9, 2, 3)


def test_the_policy_in_force_is_not_compared_with_itself(committed, crew):
    with pytest.raises(service.NothingToCompare):
        service.simulate(committed, queries.find(committed, "2026.1"), by=crew)


def test_nor_is_one_that_was_taken_back(committed, stricter, crew):
    policies.withdraw(committed, stricter, by=crew)
    with pytest.raises(service.NothingToCompare):
        service.simulate(committed, stricter, by=crew)


def test_not_everybody_simulates(committed, stricter):
    with pytest.raises(NotAllowed):
        service.simulate(committed, stricter, by=Maker(committed).officer())
