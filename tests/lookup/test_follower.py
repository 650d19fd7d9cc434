"""What is committed at the portal stands in the replica, from whatever it was when the follower came."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from app.accounts import clients
from app.core import clock
from app.lookup.store import generations
from app.reactions import committing, republish
from tests.lookup.conftest import ruined
from tests.lookup.records import record
from tests.makers import Maker


@pytest.fixture
def listed(committed):
    """`listed()` is an operator that has just come into the register."""

    def list_one():
        operator = Maker(committed).authorisation().operator
        publish(committed, operator)
        return operator

    return list_one


def publish(session, operator):
    with committing(session):
        republish(session, [operator.id])


def answered(reader, operator):
    """The number of the entry that is answered from, or None; `False` where nothing is answered."""
    if not (view := reader.view()):
        return False
    with view:
        stored = view.get(operator.tin)
        return stored and stored.seq


def seq(session, operator):
    return session.scalar(text("SELECT seq FROM register_entry WHERE tin = :tin"), {"tin": operator.tin})


def test_the_register_as_it_was_found_and_every_change_since(follower, reader, listed, committed):
    first = listed()
    follower.step()
    follower.step()
    assert answered(reader, first) == seq(committed, first)

    second = listed()
    publish(committed, first)
    follower.step()

    assert [answered(reader, one) for one in (first, second)] == [seq(committed, one) for one in (first, second)]


def test_nothing_is_answered_before_all_of_it_is_there(follower, reader, listed):
    one = listed()

    follower.step()
    assert answered(reader, one) is False
    follower.step()
    assert answered(reader, one)


def test_another_process_goes_on_where_the_last_one_stopped(following, reader, listed, committed):
    first = listed()
    before = following()
    before.step()
    before.step()
    kept = generations.current(before.replica.folder)
    before.replica.let_go()
    second = listed()

    following().step()

    assert generations.current(before.replica.folder) == kept
    assert [answered(reader, one) for one in (first, second)] == [seq(committed, one) for one in (first, second)]


def test_after_a_restore_it_is_built_anew_and_the_old_one_answers_nothing(follower, reader, listed, committed, source):
    one = listed()
    follower.step()
    follower.step()
    kept = generations.current(follower.replica.folder)
    committed.execute(text("INSERT INTO register_epoch (id, begun_at) VALUES (gen_random_uuid(), now())"))
    committed.commit()

    follower.step()
    assert answered(reader, one) is False
    follower.step()

    assert generations.current(follower.replica.folder) != kept
    assert answered(reader, one) == seq(committed, one)


@pytest.mark.parametrize("how", ruined)
def test_a_ruined_replica_is_built_anew(following, reader, listed, committed, how):
    one = listed()
    before = following()
    before.step()
    before.step()
    before.replica.let_go()
    ruined[how](generations.current(before.replica.folder))

    after = following()
    after.step()
    after.step()

    assert answered(reader, one) == seq(committed, one)


def test_one_in_which_every_follower_dies_is_opened_three_times_and_then_built_anew(following, listed):
    listed()
    before = following()
    before.step()
    before.step()
    before.replica.let_go()
    kept = generations.current(before.replica.folder)

    for _ in range(3):
        following().replica.attempts.begin()
        assert not following().replica.attempts.are_too_many
    last = following()
    last.replica.attempts.begin()
    last.step()
    last.step()

    assert generations.current(before.replica.folder) != kept
    assert following().replica.attempts.are_too_many is False


@pytest.mark.parametrize(("ahead", "is_answered"), [(-3600, False), (-4, True), (4, True), (3600, False)])
def test_with_another_clock_than_the_portal_nothing_is_answered(follower, reader, listed, monkeypatch, ahead, is_answered):
    one = listed()
    follower.step()

    monkeypatch.setattr("app.lookup.follower.PAUSE", 0)
    with clock.at(clock.now() - timedelta(seconds=ahead)):
        follower.step()

    assert bool(answered(reader, one)) is is_answered


def test_a_replica_that_is_what_the_portal_has_goes_on(follower, listed):
    listed()
    follower.step()
    follower.step()
    kept = generations.current(follower.replica.folder)

    follower.drift.check()
    follower.step()

    assert generations.current(follower.replica.folder) == kept


def test_one_that_drifted_is_built_anew(follower, reader, listed, committed):
    one = listed()
    follower.step()
    with follower.replica.opened().transaction():
        follower.replica.opened().put(record("ZZ999"))
    follower.step()
    kept = generations.current(follower.replica.folder)

    follower.drift.check()
    follower.step()
    follower.step()

    assert generations.current(follower.replica.folder) != kept
    assert answered(reader, one) == seq(committed, one)
    follower.drift.is_due = True
    follower.step()
    follower.drift.check()
    assert not follower.drift.has_drifted


def test_a_system_is_known_with_its_rights_until_its_access_ends(follower, reader, committed):
    with committing(committed):
        engine = clients.create(committed, "engine", "Engine", ["aeo.risk"], "secret", by=None)
    follower.step()
    follower.step()
    with reader.view() as view:
        assert view.client("engine").scopes == {"aeo.risk"}

    with committing(committed):
        clients.disable(committed, engine, by=None)
    follower.step()

    with reader.view() as view:
        assert view.client("engine") is None


def test_a_register_that_is_given_up_half_way_leaves_the_database_to_be_asked_again(source, listed, committed):
    for _ in range(3):
        listed()
    with source.whole() as register:
        next(register.records)

    with source.whole() as register:
        assert len(list(register.records)) == 3
