"""The feed under sixteen writers and beside a transaction that nobody ends: nothing missed, nothing twice, nothing late."""

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import monotonic, sleep

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.orm import Session

from app.core.isolation import SYSTEM, enter
from app.reactions import republish
from app.register.feed.bell import Bell
from app.register.feed.models import Change
from app.register.models import Entry
from tests.makers import Maker
from tests.register.feed.following import Follower, let_rest

WRITERS, TRANSACTIONS, OPERATORS, PAGES = 16, 8, 24, (2, 17, 1_000)


@pytest.fixture
def engine(database):
    engine = create_engine(database, pool_size=WRITERS + len(PAGES) + 3)
    yield engine
    engine.dispose()


@pytest.fixture
def operators(committed):
    make = Maker(committed)
    return [make.authorisation().operator_id for _ in range(OPERATORS)]


@pytest.fixture
def endless(engine):
    """A transaction with a number of its own, open all the time. To the feed ten minutes of it are the same as ten seconds:
    nothing is read by the oldest running transaction, only by whether each is over."""
    with engine.connect() as connection:
        connection.execute(text("SELECT pg_current_xact_id()"))
        yield connection


@pytest.fixture
def bell(database):
    bell = Bell(database)
    yield bell
    let_rest(bell)


class Writer:
    """Publishes some operators, takes its time, and commits, or does not. It notes when what was committed."""

    def __init__(self, engine, operators, seed):
        self.engine, self.operators, self.chance = engine, operators, random.Random(seed)
        self.committed = {}

    def run(self):
        for _ in range(TRANSACTIONS):
            sleep(self.chance.uniform(0, 0.2))
            with Session(self.engine) as session:
                enter(session, SYSTEM)
                self.write(session)

    def write(self, session):
        some = self.chance.sample(self.operators, self.chance.randint(1, 3))
        if self.chance.random() < 0.3:
            with session.begin_nested():  # a subtransaction has a number of its own
                republish(session, some)
        else:
            republish(session, some)
        told = session.execute(select(Entry.tin, Entry.seq).where(Entry.operator_id.in_(some))).all()
        sleep(self.chance.choice((0, 0, 0.01, 0.1, 0.5)))
        if self.chance.random() < 0.1:
            session.rollback()
            return
        session.commit()
        self.committed |= {(tin, seq): monotonic() for tin, seq in told}


class Poller(Follower):
    """Reads until it is told that no more comes, now and then a little late; wherever it is whole it proves itself."""

    def run(self, over, pause):
        proved = True
        while not over.is_set():
            proved = proved and (self.step() or self.proves_itself())
            sleep(pause())
        self.catch_up()
        self.session.close()
        return proved


def write_at_once(engine, operators):
    writers = [Writer(engine, operators, seed) for seed in range(WRITERS)]
    with ThreadPoolExecutor(WRITERS) as threads:
        for done in [threads.submit(writer.run) for writer in writers]:
            done.result()
    return {what: at for writer in writers for what, at in writer.committed.items()}


@pytest.mark.usefixtures("endless")
def test_sixteen_writers_and_readers_of_every_pace_miss_nothing(engine, operators):
    over, chance = Event(), random.Random(7)
    readers = [Poller(Session(engine), limit) for limit in PAGES]

    with ThreadPoolExecutor(len(readers)) as threads:
        reading = [threads.submit(one.run, over, lambda: chance.uniform(0, 0.05)) for one in readers]
        write_at_once(engine, operators)
        over.set()
        proved = [one.result() for one in reading]

    with Session(engine) as session:
        enter(session, SYSTEM)
        ids, entries = list(session.scalars(select(Change.id))), dict(session.execute(select(Entry.tin, Entry.seq)).all())
    assert len(ids) > WRITERS * TRANSACTIONS
    for reader in readers:
        assert sorted(reader.given) == sorted(ids)
        assert reader.mirror == entries
    assert proved == [True] * len(readers)


@pytest.mark.usefixtures("endless")
def test_what_is_committed_is_read_within_a_second_beside_a_transaction_without_end(engine, operators, bell):
    seen, over, reader = {}, Event(), Follower(Session(engine), limit=1_000)

    def read():
        while not over.is_set():
            heard, before = bell.rung, dict(reader.mirror)
            reader.step()
            new = {tin: seq for tin, seq in reader.mirror.items() if before.get(tin) != seq}
            seen.update({what: monotonic() for what in new.items()})
            bell.wait(heard, 1.0)

    with ThreadPoolExecutor(1) as threads:
        reading = threads.submit(read)
        committed = write_at_once(engine, operators)
        sleep(1.5)
        over.set()
        reading.result()
        reader.session.close()

    late = sorted(delay(seen, tin, seq, at) for (tin, seq), at in committed.items())
    assert late[int(len(late) * 0.99)] < 1.0


def delay(seen, tin, seq, at):
    """Until this or a newer state of the operator was read."""
    return min(when for (who, what), when in seen.items() if who == tin and what >= seq) - at
