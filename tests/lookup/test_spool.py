"""What was noted reaches a file within a second, whoever is killed, and stays there until it is told."""

import shutil
import signal
import subprocess
import sys

import pytest

from app.core import clock
from app.lookup.spool import Spool
from app.usage.flushing import Flushing
from app.usage.noted import READS, Read, Usage
from tests.served import wait_until

NOTING = """
import sys, time
from pathlib import Path
from app.lookup.spool import Spool
from app.usage.flushing import Flushing
from app.usage.noted import Usage
usage = Usage()
Flushing(usage, Spool(Path(sys.argv[1]))).start()
while True:
    usage.note("engine", "show_status", 1)
    print("noted", flush=True)
    time.sleep(0.01)
"""


@pytest.fixture
def spool(tmp_path):
    return Spool(tmp_path / "usage")


@pytest.fixture
def usage():
    return Usage()


@pytest.fixture
def flushing(usage, spool):
    return Flushing(usage, spool)


def lying(spool):
    return [batch for _, batch in spool.waiting()]


def told(spool):
    return sum(use["calls"] for batch in lying(spool) for use in batch["uses"])


def test_a_batch_says_who_asked_what_how_often_and_who_looked_at_whose_modifier(usage, flushing, spool):
    at = clock.now()
    usage.note("engine", "show_status", 1)
    usage.note("engine", "show_risks", 2, Read(at, "engine", ("ZZ1", "ZZ2")))
    flushing.flush()

    (batch,) = lying(spool)
    assert batch["uses"] == [
        {"client_id": "engine", "operation": "show_status", "calls": 1, "ids": 1, "refused": 0},
        {"client_id": "engine", "operation": "show_risks", "calls": 1, "ids": 2, "refused": 0},
    ]
    assert batch["reads"] == [{"at": at.isoformat(), "client_id": "engine", "tins": ["ZZ1", "ZZ2"]}]


def test_where_nothing_was_asked_there_is_no_file(flushing, spool):
    flushing.flush()

    assert lying(spool) == []


def test_each_batch_has_an_id_of_its_own_and_they_come_in_their_order(usage, flushing, spool):
    for operation in ("first", "second", "third"):
        usage.note("engine", operation, 1)
        flushing.flush()

    assert [batch["uses"][0]["operation"] for batch in lying(spool)] == ["first", "second", "third"]
    assert len({batch["id"] for batch in lying(spool)}) == 3


def test_more_than_the_portal_takes_at_once_lies_in_several(usage, flushing, spool):
    for number in range(READS + 1):
        usage.note("engine", "show_risk", 1, Read(clock.now(), "engine", (f"ZZ{number}",)))
    flushing.flush()

    assert [len(batch["reads"]) for batch in lying(spool)] == [READS, 1]
    assert told(spool) == READS + 1


def test_what_the_disk_does_not_take_is_kept_until_it_does(usage, flushing, spool, tmp_path):
    (tmp_path / "usage").write_text("in the way")
    usage.note("engine", "show_status", 1)
    flushing.flush()
    (tmp_path / "usage").unlink()

    usage.note("engine", "show_status", 1)
    flushing.flush()

    assert told(spool) == 2


def test_a_file_that_a_crash_of_the_machine_left_empty_keeps_no_other_waiting(usage, flushing, spool):
    usage.note("engine", "show_status", 1)
    flushing.flush()
    (spool.folder / "0-empty.json").write_bytes(b"")

    assert told(spool) == 1
    assert len(list(spool.folder.iterdir())) == 1


@pytest.fixture
def noting(spool):
    process = subprocess.Popen([sys.executable, "-c", NOTING, spool.folder], stdout=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.wait()
    process.stdout.close()
    shutil.rmtree(spool.folder, ignore_errors=True)


def test_a_killed_process_loses_at_most_its_last_second(noting, spool):
    wait_until(lambda: told(spool) > 150)

    noting.send_signal(signal.SIGKILL)

    noted = len(noting.stdout.readlines())
    assert told(spool) <= noted <= told(spool) + 150
