"""A policy comes into force, and every operator is computed anew."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.words import OfficerRole
from app.core import clock
from app.history.kinds import Kind
from app.history.models import Event
from app.programme.words import AuthorisationType
from app.register.feed.models import Change
from app.register.feed.words import ChangeKind
from app.register.models import Entry
from app.risk import queries as computations
from app.risk import service as risk
from app.risk.policies import queries, rollout, service
from app.worker import rolling_out
from tests.makers import Maker


@pytest.fixture
def holders(committed):
    make = Maker(committed)
    operators = [make.operator() for _ in range(3)]
    for operator in operators:
        make.authorisation(operator, AuthorisationType.AEOC)
    risk.republish(committed, [operator.id for operator in operators])
    committed.commit()
    return operators


@pytest.fixture
def successor(committed, content):
    make = Maker(committed)
    changed = content(effective_from="2026-02-01")
    changed["rules"][0]["c_only"] = -10
    row = service.propose(committed, changed, by=make.officer(OfficerRole.PROGRAMME_MANAGER))
    service.approve(committed, row, by=make.officer(OfficerRole.DECISION_MAKER))
    committed.commit()
    return row


def policies_of(committed, operators):
    committed.expire_all()
    return {computations.latest(committed, operator.id).policy_id for operator in operators}


def test_all_are_computed_by_the_policy_that_came_into_force(committed, holders, successor, run_jobs, monkeypatch):
    monkeypatch.setattr(rollout, "PIECE", 2)
    before = computations.latest(committed, holders[0].id).fiscal

    run_jobs()

    assert policies_of(committed, holders) == {"2027.1"}
    assert computations.latest(committed, holders[0].id).fiscal == before + 6
    progress = queries.rollout(committed, queries.period_at(committed, clock.now()))
    assert (progress.total, queries.left(committed)) == (3, 0)
    assert progress.finished_at
    assert committed.scalars(select(Event).where(Event.kind == Kind.POLICY_TOOK_EFFECT)).one().about_id == successor.id


def test_look_up_nodes_are_told(committed, holders, successor, run_jobs):
    run_jobs()

    assert ChangeKind.POLICY_CHANGED in committed.scalars(select(Change.kind)).all()


def test_what_a_killed_worker_left_is_gone_on_with(committed, holders, successor, run_jobs):
    rollout.under_way(committed)
    risk.republish(committed, [holders[0].id])
    committed.commit()
    assert queries.left(committed) == 2

    run_jobs()

    assert policies_of(committed, holders) == {"2027.1"}
    assert rollout.under_way(committed) is None


def test_it_is_not_finished_while_somebody_is_left(committed, holders, successor):
    under_way = rollout.under_way(committed)
    risk.republish(committed, rollout.piece(committed, after=None)[:2])

    rollout.finish(committed)

    assert not under_way.finished_at
    assert len(rollout.piece(committed, after=None)) == 1


def test_one_that_cannot_be_computed_keeps_no_other_waiting(committed, holders, successor, run_jobs, monkeypatch):
    monkeypatch.setattr(rollout, "PIECE", 2)
    Maker(committed).infringement(holders[1], domains=["NO DOMAIN"])
    committed.commit()

    run_jobs()

    assert policies_of(committed, [holders[0], holders[2]]) == {"2027.1"}
    assert policies_of(committed, [holders[1]]) == {"2026.1"}
    assert queries.left(committed) == 1
    assert not rollout.under_way(committed).finished_at


def test_many_are_computed_by_a_process_for_each_processor(committed, holders, successor, run_jobs, monkeypatch):
    monkeypatch.setattr(rolling_out, "FEW", 0)

    run_jobs()

    assert policies_of(committed, holders) == {"2027.1"}
    assert rollout.under_way(committed) is None


def test_what_was_computed_by_an_older_policy_is_due_whenever_that_was(committed, holders, successor):
    assert set(computations.due(committed, clock.now(), at_most=9)) == {operator.id for operator in holders}


def test_a_policy_to_come_moves_nothing_before_its_day(committed, content, holders, run_jobs):
    make = Maker(committed)
    ahead = (clock.today() + timedelta(days=9)).isoformat()
    row = service.propose(committed, content(effective_from=ahead), by=make.officer(OfficerRole.PROGRAMME_MANAGER))
    service.approve(committed, row, by=make.officer(OfficerRole.DECISION_MAKER))
    committed.commit()

    run_jobs()

    assert policies_of(committed, holders) == {"2026.1"}


def test_entries_are_published_with_it(committed, holders, successor, run_jobs):
    run_jobs()

    committed.expire_all()
    assert all(b'"id":"2027.1"' in entry.restricted.risk for entry in committed.scalars(select(Entry)))
