"""The bell rings for every commit, is silent for a while without harm, and is heard again after the database was away."""

from threading import Event, Thread
from time import monotonic

import pytest
from sqlalchemy import create_engine, text

from app.reactions import republish
from app.register.feed.bell import Bell
from tests.makers import Maker
from tests.register.feed.following import let_rest


@pytest.fixture
def bell(database):
    bell = Bell(database)
    yield bell
    let_rest(bell)


def listen(bell):
    """Until it hears: the first ring is its own, for what happened before."""
    bell.wait(0, 10)
    assert bell.rung == 1


def change(session):
    republish(session, [Maker(session).authorisation().operator_id])
    session.commit()


def test_it_rings_for_what_is_committed(committed, bell):
    listen(bell)

    change(committed)
    bell.wait(1, 10)

    assert bell.rung == 2


def test_it_does_not_ring_for_what_is_rolled_back(committed, bell):
    operator_id = Maker(committed).authorisation().operator_id
    listen(bell)

    republish(committed, [operator_id])
    committed.rollback()
    bell.wait(1, 1.5)

    assert bell.rung == 1


def test_all_who_wait_are_woken_by_one_connection(committed, bell):
    listen(bell)
    woken = [Event() for _ in range(5)]

    def wait(one):
        bell.wait(1, 10)
        one.set()

    threads = [Thread(target=wait, args=(one,)) for one in woken]
    for thread in threads:
        thread.start()
    change(committed)

    assert all(one.wait(5) for one in woken)
    listening = "SELECT count(*) FROM pg_stat_activity WHERE query = 'LISTEN register_change'"
    assert committed.scalar(text(listening)) == 1
    for thread in threads:
        thread.join()


def test_who_waits_in_vain_goes_on_in_time(bell):
    listen(bell)
    begun = monotonic()

    bell.wait(1, 0.2)

    assert 0.2 <= monotonic() - begun < 2


def test_cut_off_from_the_database_it_listens_again_and_rings_for_what_it_may_have_missed(server, committed, bell):
    listen(bell)
    owner = create_engine(server.url("aeo_fresh", user="postgres"))
    with owner.begin() as connection:
        connection.execute(text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN register_change'"))
    owner.dispose()

    bell.wait(1, 10)

    assert bell.rung == 2
    change(committed)
    bell.wait(2, 10)
    assert bell.rung == 3


def test_once_nobody_waits_it_holds_no_connection_and_the_next_who_waits_begins_anew(committed, bell):
    listen(bell)
    let_rest(bell)
    assert bell.listener is None

    bell.wait(bell.rung, 10)

    assert bell.rung == 2
