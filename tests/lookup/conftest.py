"""A replica of the register in a folder of its own."""

import pytest

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
