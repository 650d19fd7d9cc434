"""The follower of the register as a process, and everything that can happen to it: nothing wrong is answered, nothing is lost."""

import resource
import sys
import threading
import time
from contextlib import contextmanager
from itertools import count

import pytest
from sqlalchemy import NullPool, create_engine, select
from sqlalchemy.orm import Session

from app.core.embedded import temporary
from app.core.isolation import SYSTEM, enter
from app.core.migrations import migrate
from app.lookup.store import Reader
from app.reactions import committing, republish
from app.register.models import Entry
from app.supervisor.children import Child
from app.supervisor.serving import FOLLOWER
from tests.makers import Maker
from tests.served import environment, wait_until

STALE_AFTER = 1.5
WITHIN = 1.0
SET_BACK = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from app.core import clock
real, told = time.time, Path(sys.argv[1])
time.time = lambda: real() + float(told.read_text())
clock.now = lambda: datetime.fromtimestamp(time.time(), UTC)
from app.lookup.follower import main
main()
"""


class Followed:
    """A database, the follower beside it, and what its replica answers."""

    def __init__(self, url, folder, command=FOLLOWER):
        env = environment(url, folder) | {"LOOKUP_STALE_AFTER": str(STALE_AFTER)}
        self.process = Child("follower", command, env, folder)
        self.reader = Reader(folder / "lookup", stale_after=STALE_AFTER)
        self.url = url

    @contextmanager
    def looked_into(self):
        engine = create_engine(self.url, poolclass=NullPool)
        with Session(engine) as session:
            enter(session, SYSTEM)
            yield session

    def listed(self):
        """An operator that has just come into the register."""
        with self.looked_into() as session:
            operator = Maker(session).authorisation().operator
            with committing(session):
                republish(session, [operator.id])
            return operator.id

    def changed(self, operator_id):
        """Its TIN and the number of its entry, committed."""
        with self.looked_into() as session, committing(session):
            republish(session, [operator_id])
            return session.execute(select(Entry.tin, Entry.seq).where(Entry.operator_id == operator_id)).one()

    def has(self, tin, seq):
        if not (view := self.reader.view()):
            return False
        with view:
            stored = view.get(tin)
            return stored is not None and stored.seq == seq

    @property
    def is_silent(self):
        return self.reader.view() is None

    def answers(self):
        """By TIN, the number of each entry that is answered from; None where nothing is answered."""
        with self.looked_into() as session:
            tins = session.scalars(select(Entry.tin)).all()
        if not (view := self.reader.view()):
            return None
        with view:
            return {tin: stored.seq for tin, stored in view.many(tins).items()}

    def is_right(self):
        with self.looked_into() as session:
            return self.answers() == dict(session.execute(select(Entry.tin, Entry.seq)).all())


@contextmanager
def followed(url, folder, command=FOLLOWER):
    one = Followed(url, folder, command)
    one.process.start()
    try:
        wait_until(one.is_right)
        yield one
    finally:
        one.process.kill()


@pytest.fixture
def register(database, tmp_path):
    with followed(database, tmp_path) as one:
        yield one


def test_a_change_is_answered_within_a_second_of_its_commit(register):
    operator = register.listed()

    changed = register.changed(operator)
    committed = time.monotonic()

    wait_until(lambda: register.has(*changed))
    assert time.monotonic() - committed < WITHIN


def test_killed_it_falls_silent_within_the_limit_and_once_back_nothing_is_missing(register):
    operator = register.listed()
    wait_until(register.is_right)

    register.process.kill()
    killed = time.monotonic()
    register.changed(operator)
    register.listed()
    wait_until(lambda: register.is_silent)
    assert time.monotonic() - killed < STALE_AFTER + WITHIN

    register.process.start()
    wait_until(register.is_right)


def test_killed_in_the_middle_of_writing_again_and_again_it_has_every_change_at_the_end(register):
    operators = [register.listed() for _ in range(5)]
    done = threading.Event()

    def change():
        for number in count():
            if done.is_set():
                return
            register.changed(operators[number % len(operators)])

    changing = threading.Thread(target=change)
    changing.start()
    for _ in range(4):
        time.sleep(0.3)
        register.process.kill()
        register.process.start()
        wait_until(lambda: not register.is_silent)
    done.set()
    changing.join()

    wait_until(register.is_right)


def test_a_transaction_that_stays_open_delays_nothing_and_what_it_wrote_comes_with_its_commit(register):
    slow, quick = register.listed(), register.listed()
    wait_until(register.is_right)
    with register.looked_into() as open_for_long:
        republish(open_for_long, [slow])
        open_for_long.flush()

        changed = register.changed(quick)
        committed = time.monotonic()
        wait_until(lambda: register.has(*changed))
        assert time.monotonic() - committed < WITHIN

        open_for_long.commit()
    wait_until(register.is_right)


def test_with_a_full_disk_it_falls_silent_and_with_room_again_nothing_is_missing(register):
    operator = register.listed()
    wait_until(register.is_right)

    grow_no_file(register.process, 1 << 10)
    for _ in range(3):
        register.changed(operator)
    wait_until(lambda: register.is_silent)
    grow_no_file(register.process, resource.RLIM_INFINITY)

    wait_until(register.is_right)


def grow_no_file(child, size):
    """A write beyond it fails like one on a disk that is full."""
    resource.prlimit(child.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def test_by_a_clock_that_was_set_back_nothing_is_answered_until_it_is_right_again(database, tmp_path):
    told = tmp_path / "clock"
    set_clock(told, 0)
    with followed(database, tmp_path, [sys.executable, "-c", SET_BACK, str(told)]) as register:
        operator = register.listed()
        wait_until(register.is_right)

        set_clock(told, -86400)
        register.changed(operator)
        wait_until(lambda: register.is_silent)
        set_clock(told, 0)

        wait_until(register.is_right)


def set_clock(told, seconds):
    """In one step: the process reads it at any moment."""
    new = told.with_suffix(".new")
    new.write_text(str(seconds))
    new.rename(told)


def test_while_the_database_is_away_nothing_is_answered_and_afterwards_all_is_there(tmp_path):
    """It is away for some seconds here: twice the limit of the readers, so that thirty would be of the same kind."""
    with temporary() as server:
        server.create_database("lost")
        migrate(server.url("lost", user="aeo_owner"))
        with followed(server.url("lost"), tmp_path) as register:
            operator = register.listed()
            wait_until(register.is_right)
            register.changed(operator)

            server.stop()
            wait_until(lambda: register.is_silent)
            time.sleep(2 * STALE_AFTER)
            assert register.is_silent
            server.start()
            register.changed(operator)

            wait_until(register.is_right)
