"""A register that was restored as the guide says, and one whose server was killed: the first says so, the second goes on."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.core.embedded import places, running
from app.core.embedded.owner import owner_of
from app.core.isolation import SYSTEM, enter
from app.core.migrations import migrate
from app.reactions import republish
from app.register.feed.cursor import Expired
from app.register.models import Entry
from tests.makers import Maker
from tests.register.feed.following import Follower


@pytest.fixture
def tool(tmp_path):
    """`tool("pg_dump", …)` runs a program of PostgreSQL, from the wheel."""
    binaries = places.binaries(owner_of(tmp_path))

    def run(name, *arguments):
        done = subprocess.run([binaries / name, *arguments], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    return run


@pytest.fixture
def restored(server, tool, tmp_path):
    """`restored()` is the address of the database of this test, dumped and restored under another name."""

    def restore():
        dump = str(tmp_path / "aeo.dump")
        tool("pg_dump", "-Fc", "-f", dump, "-d", server.url("aeo_fresh", user="postgres"))
        server.create_database("aeo_restored")
        tool("pg_restore", "-d", server.url("aeo_restored", user="postgres"), dump)
        return server.url("aeo_restored")

    yield restore
    server.drop_database("aeo_restored")


def entries(session):
    session.rollback()
    return dict(session.execute(select(Entry.tin, Entry.seq)).all())


def publish(session, *operator_ids):
    republish(session, list(operator_ids))
    session.commit()


def test_after_a_dump_is_restored_followers_begin_anew_and_then_follow(database, committed, restored):
    make = Maker(committed)
    known = [make.authorisation().operator_id for _ in range(3)]
    publish(committed, *known)
    old = create_engine(database)
    follower = Follower(Session(old))
    follower.catch_up()
    follower.session.close()
    old.dispose()

    engine = create_engine(restored())
    with Session(engine) as session, Session(engine) as reading:
        follower.session = reading
        enter(reading, SYSTEM)
        with pytest.raises(Expired):
            follower.step()
        follower.begin({}, None)
        enter(session, SYSTEM)
        publish(session, known[0])
        follower.catch_up()
        assert set(follower.mirror.items()) < set(entries(session).items())
    engine.dispose()


# Killed while somebody connects: SQLAlchemy then leaves that connection to the garbage collector.
@pytest.mark.filterwarnings("ignore:.*was deleted while still open:ResourceWarning")
def test_a_server_that_was_killed_goes_on_with_nothing_lost(tmp_path):
    """Killed as hard as can be while four people publish: what was committed is in the feed, and what was not is nowhere."""
    with running(tmp_path / "postgres") as server:
        migrate(server.url(user="aeo_owner"))
        engine = create_engine(server.url(), pool_pre_ping=True)
        with Session(engine) as session:
            enter(session, SYSTEM)
            make = Maker(session)
            make.edition()
            operators = [make.authorisation().operator_id for _ in range(8)]
            publish(session, *operators)
        follower, over = Follower(Session(engine), limit=3), Event()
        follower.catch_up()

        with ThreadPoolExecutor() as threads:
            writing = [threads.submit(write, engine, operators[number::4], over) for number in range(4)]
            for _ in range(20):
                follower.step()
            server.postmaster.process.kill()
            server.postmaster.process.wait()
            over.set()
            written = sum(one.result() for one in writing)
        server.start()
        follower.catch_up()

        with Session(engine) as session:
            enter(session, SYSTEM)
            assert written > 0
            assert follower.mirror == entries(session)
        assert follower.proves_itself()
        follower.session.close()
        engine.dispose()


def write(engine, operators, over):
    """Until the server is gone: how often it was committed."""
    committed = 0
    while not over.is_set():
        try:
            with Session(engine) as session:
                enter(session, SYSTEM)
                publish(session, *operators)
                committed += 1
        except DBAPIError:
            break
    return committed
