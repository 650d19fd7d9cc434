"""A replica of the register in a folder of its own."""

import os
import shutil

import lmdb
import pytest

from app.config import Settings
from app.lookup.drift import DriftCheck
from app.lookup.follower import Follower
from app.lookup.sources.database import DatabaseSource
from app.lookup.store import Reader, Writer, boot_clock


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "lookup"


@pytest.fixture
def writer(folder):
    return Writer.build(folder).publish(boot_clock())


@pytest.fixture
def put(writer):
    """`put(record, …)` is one commit."""

    def put_all(*records):
        with writer.transaction():
            return [writer.put(one) for one in records]

    return put_all


@pytest.fixture
def reader(folder):
    return Reader(folder, stale_after=60)


@pytest.fixture
def source(database):
    """The database of the portal, as its own follower reads it."""
    made = DatabaseSource(Settings(DATABASE_URL=database))
    yield made
    made.close()


@pytest.fixture
def following(folder, source):
    """`following()` is another follower of this folder, as a new process would be."""

    def one():
        made = Follower(folder, source, DriftCheck(source.checksum), stale_after=60)
        made.wait = 0
        return made

    return one


@pytest.fixture
def follower(following):
    return following()


def cut_off(generation):
    data = generation / "data.mdb"
    os.truncate(data, data.stat().st_size // 2)


def overwrite(generation):
    with (generation / "data.mdb").open("r+b") as data:
        data.write(b"\xff" * 8192)


def change_layout(generation):
    environment = lmdb.open(str(generation), max_dbs=5)
    with environment.begin(write=True, db=environment.open_db(b"once")) as change:
        change.put(b"layout", b"of an earlier day")
    environment.close()


def lose(generation):
    shutil.rmtree(generation)


ruined = {"cut off": cut_off, "overwritten": overwrite, "of another layout": change_layout, "lost": lose}
