"""From the commit of a change to the first answer that has it: beside the database, at fifty changes a second.

One process commits, the follower writes the replica, and who reads it looks each millisecond; PostgreSQL shares the machine.
`python -m tests.bench.freshness`.
"""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import deque
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

OPERATORS, EACH_SECOND, SECONDS = 1_000, 50, 20
AT_THE_END = 5.0


def main() -> None:
    if len(sys.argv) > 1:
        commit(sys.argv[1])
        return
    os.environ.update(PORTAL_MODE="demo", SECRET_KEY="only-for-a-bench-only-for-a-bench-only")
    from tests.bench.many import register

    with tempfile.TemporaryDirectory() as folder, register(OPERATORS) as (server, _):
        measure(server.url(), Path(folder))


def measure(database: str, folder: Path) -> None:
    from app.lookup.store import Reader

    reader = Reader(folder, stale_after=5)
    with process("app.lookup.follower", DATABASE_URL=database, LOOKUP_PATH=str(folder)):
        while reader.view() is None:
            time.sleep(0.05)
        with process("tests.bench.freshness", database, stdout=subprocess.PIPE, text=True) as committing:
            late, lost = watch(reader, committing)
    cuts = statistics.quantiles(late, n=100)
    print(
        f"{len(late)} changes, {len(late) / SECONDS:.0f} a second: answered after {cuts[49] * 1000:.0f} ms (median),"
        f" {cuts[98] * 1000:.0f} ms (p99), {max(late) * 1000:.0f} ms (last); {lost} never"
    )


def watch(reader, committing) -> tuple[list[float], int]:
    """How late each was, and how many did not come at all."""
    awaited, late = deque(), []
    listening = Thread(target=listen, args=(committing, awaited))
    listening.start()
    last = time.monotonic()
    while listening.is_alive() or (awaited and time.monotonic() < last + AT_THE_END):
        if listening.is_alive():
            last = time.monotonic()
        late += seen(reader, awaited)
        time.sleep(0.001)
    return late, len(awaited)


def listen(committing, awaited) -> None:
    for line in committing.stdout:
        tin, seq, at = line.split()
        awaited.append((tin, int(seq), float(at)))


def seen(reader, awaited) -> list[float]:
    found, now = [], time.monotonic()
    if view := reader.view():
        with view:
            for one in list(awaited):
                tin, seq, at = one
                if (stored := view.get(tin)) and stored.seq >= seq:
                    awaited.remove(one)
                    found.append(now - at)
    return found


def commit(database: str) -> None:
    """Changes at an even pace, each with its operator, its number and the moment of its commit."""
    from sqlalchemy import create_engine, select
    from sqlalchemy.orm import Session

    from app import models  # noqa: F401
    from app.core.isolation import SYSTEM, enter
    from app.reactions import committing, republish
    from app.register.models import Entry

    with Session(create_engine(database)) as session:
        enter(session, SYSTEM)
        operators = session.execute(select(Entry.tin, Entry.operator_id).order_by(Entry.tin)).all()
        begun = time.monotonic()
        for number in range(EACH_SECOND * SECONDS):
            tin, operator_id = operators[number % len(operators)]
            time.sleep(max(0.0, begun + number / EACH_SECOND - time.monotonic()))
            with committing(session):
                republish(session, [operator_id])
                seq = session.scalars(select(Entry.seq).where(Entry.operator_id == operator_id)).one()
            print(tin, seq, time.monotonic(), flush=True)


@contextmanager
def process(module: str, *arguments: str, **otherwise):
    settings = {name: otherwise.pop(name) for name in list(otherwise) if name.isupper()}
    command = [sys.executable, "-m", module, *arguments]
    one = subprocess.Popen(command, env={**os.environ, **settings}, start_new_session=True, **otherwise)
    try:
        yield one
    finally:
        os.killpg(one.pid, signal.SIGKILL)
        one.wait()


if __name__ == "__main__":
    main()
