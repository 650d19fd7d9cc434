"""What systems ask is counted by the hour; of a look at a modifier it is kept who looked at whose."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.accounts import client_changes, clients
from app.core import clock, ids
from app.usage import queries, service
from app.usage.models import HourOfUse, Look, UsageBatch
from app.usage.noted import Read
from app.usage.service import Count


@pytest.fixture
def system(session):
    return clients.create(session, "engine", "Risk engine", ["aeo.risk"], "secret", by=None)


@pytest.fixture
def operator(session, make):
    from app.programme.words import AuthorisationType
    from app.reactions import republish

    operator = make.operator()
    make.authorisation(operator, AuthorisationType.AEOC)
    republish(session, [operator.id])
    return operator


def hours(session):
    return [
        (one.operation, one.calls, one.ids, one.refused)
        for one in session.scalars(select(HourOfUse).order_by(HourOfUse.operation))
    ]


def test_what_is_kept_twice_within_an_hour_is_added_up(session, system):
    now = clock.now()
    for _ in range(2):
        service.keep(session, now, [Count("engine", "show_risk", 3, 3, 1), Count("engine", "show_risks", 1, 500)], [])

    assert hours(session) == [("show_risk", 6, 6, 2), ("show_risks", 2, 1000, 0)]


def test_the_next_hour_is_counted_by_itself(session, system):
    now = clock.now()
    service.keep(session, now, [Count("engine", "show_risk", 1, 1)], [])
    service.keep(session, now + timedelta(hours=1), [Count("engine", "show_risk", 1, 1)], [])

    assert len(hours(session)) == 2


def test_a_system_that_nobody_knows_is_not_counted(session, system):
    service.keep(session, clock.now(), [Count("stranger", "show_risk", 1, 1)], [Read(clock.now(), "stranger", ["ZZ1"])])

    assert hours(session) == []


def test_of_a_look_the_first_and_the_last_moment_are_kept(session, system, operator):
    start = clock.now().replace(minute=10, second=0, microsecond=0)
    reads = [Read(start + timedelta(minutes=n), "engine", [operator.tin, "ZZ404"]) for n in (5, 0, 20)]

    service.keep(session, start, [], reads[:2])
    service.keep(session, start, [], reads[2:])

    (look,) = session.scalars(select(Look))
    assert (look.operator_id, look.client_id, look.times) == (operator.id, system.id, 3)
    assert (look.first_at, look.last_at) == (start, start + timedelta(minutes=20))


def test_a_batch_is_counted_once(session, system):
    batch, use = ids.fresh(), [Count("engine", "show_risk", 1, 1)]

    taken = [service.take(session, system, batch, clock.now(), use, []) for _ in range(2)]

    assert taken == [True, False]
    assert hours(session) == [("show_risk", 1, 1, 0)]


@pytest.fixture
def told(session, system, operator):
    """`told(at)` is how often a node's word for looks by this system, at this moment, is taken."""

    def tell(at):
        service.take(session, system, ids.fresh(), clock.now(), [], [Read(at, "engine", [operator.tin])])
        return session.scalar(select(func.coalesce(func.sum(Look.times), 0)))

    return tell


def test_of_a_system_that_may_not_look_no_look_is_taken(session, system, told, caplog):
    client_changes.rescope(session, system, ["aeo.status"], by=None)

    assert told(clock.now() + timedelta(seconds=30)) == 1
    with clock.at(clock.now() + timedelta(hours=1)):
        assert told(clock.now()) == 1
    assert "told of looks by systems without aeo.risk: {'engine': 1}" in caplog.text


def test_what_a_system_looked_at_before_its_right_ended_is_taken_later_too(session, system, told):
    then = clock.now() + timedelta(minutes=1)
    with clock.at(then + timedelta(hours=1)):
        client_changes.rescope(session, system, ["aeo.status"], by=None)
        session.flush()
    with clock.at(then + timedelta(hours=2)):
        assert told(then) == 1


def test_of_a_time_before_a_system_had_the_right_or_was_there_none_is_taken(session, system, told):
    before = clock.now() - timedelta(hours=1)
    assert told(before) == 0

    client_changes.rescope(session, system, ["aeo.status"], by=None)
    with clock.at(clock.now() + timedelta(days=1)):
        between = clock.now() - timedelta(hours=1)
        client_changes.rescope(session, system, ["aeo.risk"], by=None)
        assert told(between) == 0
        assert told(clock.now()) == 1


def test_of_one_whose_access_has_ended_none_is_taken(session, system, told):
    clients.disable(session, system, by=None)

    with clock.at(clock.now() + timedelta(hours=1)):
        assert told(clock.now()) == 0


def test_with_a_look_it_is_kept_which_nodes_told_of_it(session, system, operator):
    """Each once, within an hour; where there is none the portal itself answered."""
    now, names = clock.now(), ("node-1", "node-2", "node-1")
    nodes = {name: clients.create(session, name, "Node", ["aeo.node"], "x", by=None) for name in sorted(set(names))}
    read = [Read(now, "engine", [operator.tin])]
    service.keep(session, now, [], read)
    assert [one.nodes for one in queries.looks(session, operator.id)] == [[]]

    for name in names:
        service.take(session, nodes[name], ids.fresh(), now, [], read)

    assert queries.looks(session, operator.id) == [
        (clock.day_of(now).replace(day=1), "Risk engine", ["node-1", "node-2"], 4, now)
    ]


def test_a_manager_sees_the_fifty_operations_most_used(session, system):
    service.keep(session, clock.now(), [Count("engine", f"show_{number:03}", number, 1) for number in range(1, 61)], [])

    shown = [name for name, _ in queries.by_operation(session, system)]
    assert (len(shown), shown[0], shown[-1]) == (50, "show_060", "show_011")


def test_a_manager_sees_totals_and_every_day(session, system):
    now = clock.now()
    service.keep(session, now - timedelta(days=3), [Count("engine", "show_risk", 2, 2, 1)], [])
    service.keep(session, now, [Count("engine", "show_status", 5, 5)], [])
    service.keep(session, now - timedelta(days=40), [Count("engine", "show_risk", 100, 100)], [])

    assert queries.totals(session)[system.id] == (7, 7, 1, now)
    assert [name for name, _ in queries.by_operation(session, system)] == ["show_status", "show_risk"]
    days = queries.by_day(session, system)
    assert (len(days), days[-1].calls, days[-4].calls, sum(one.calls for one in days)) == (30, 5, 2, 7)
    assert queries.last_use(session, system) == now


def test_a_business_sees_the_system_and_the_month(session, system, operator):
    now = clock.now()
    service.keep(
        session, now, [], [Read(now, "engine", [operator.tin]), Read(now - timedelta(seconds=1), "engine", [operator.tin])]
    )

    assert queries.lookers(session, operator.id) == [(clock.today().replace(day=1), "Risk engine")]


def test_after_thirteen_months_it_is_forgotten(session, system, operator):
    then = clock.now() - timedelta(days=401)
    with clock.at(then):
        service.take(session, system, ids.fresh(), then, [Count("engine", "show_risk", 1, 1)], [])
        service.keep(session, then, [], [Read(then, "engine", [operator.tin])])

    service.sweep(session)

    assert [session.scalars(select(model)).all() for model in (HourOfUse, Look, UsageBatch)] == [[], [], []]
