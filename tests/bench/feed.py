"""How soon a change is read, and what the feed costs in a large register: `python -m tests.bench.feed`."""

from __future__ import annotations

import os
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from threading import Event

from sqlalchemy import create_engine, select, text
from sqlalchemy.orm import Session

OPERATORS, CHANGES_EACH = 100_000, 10
WRITERS, A_SECOND, SECONDS, WARM = 16, 50, 20, 100
OLD_CHANGES = """
INSERT INTO register_change (id, xid, epoch, kind, operator_id, tin, seq, seq_before, at)
SELECT gen_random_uuid(), 3 + n, (SELECT register_epoch_now()), 'modifier_renewed', operator_id, tin, seq, seq, now()
FROM generate_series(1, :each) n, register_entry
"""


def main(operators: int = OPERATORS) -> None:
    os.environ.update(PORTAL_MODE="test", SECRET_KEY="only-for-a-bench-only-for-a-bench-only")
    from tests.bench.many import register

    with register(operators) as (server, engine):
        checksums(engine)
        for kind in ("no other transaction", "beside a transaction left open"):
            with left_open(engine, kind != "no other transaction"):
                delays(server.url(), kind)
        lengthen(engine)
        pages(engine)


def checksums(engine) -> None:
    from app.register.feed import checksum

    with reading(engine) as session:
        now = checksum.at(session, None).cursor
        print(f"Checksum over the register: {median(lambda: checksum.at(session, None)):.0f} ms")
        print(f"Checksum at a cursor: {median(lambda: checksum.at(session, now)):.0f} ms")


@contextmanager
def left_open(engine, is_wanted: bool):
    with engine.connect() as connection:
        if is_wanted:
            connection.execute(text("SELECT pg_current_xact_id()"))
        yield


def delays(address: str, kind: str) -> None:
    """From the commit in one process until another one, that waits for the bell, has read it."""
    over = Event()
    with ThreadPoolExecutor(1) as threads, get_context("spawn").Pool(1) as process:
        reader = threads.submit(follow, address, over)
        committed = process.apply(write, (address,))
        time.sleep(2)
        over.set()
        seen = reader.result()
    counted = sorted((at, what) for what, at in committed.items())[WARM:]
    late = sorted((seen[what] - at) * 1000 for at, what in counted)
    rate = len(late) / (counted[-1][0] - counted[0][0])
    told = f"p50 {late[len(late) // 2]:.0f} ms, p99 {late[int(len(late) * 0.99)]:.0f} ms, latest {late[-1]:.0f} ms"
    print(f"Commit to read, {WRITERS} writers, {rate:.0f} changes a second, {kind}: {told}")


def follow(address: str, over: Event) -> dict:
    from app.register.feed import pages
    from app.register.feed.bell import Bell
    from tests.register.feed.following import let_rest, seq_of

    bell, engine, seen = Bell(address), create_engine(address), {}
    with reading(engine) as session:
        cursor = pages.head(session)
        while not over.is_set():
            heard, page = bell.rung, pages.read(session, cursor, 1_000)
            session.rollback()
            cursor, moment = page.cursor, time.monotonic()
            for item in page.items:
                seen.setdefault((item.subject, seq_of(item)), moment)
            if not page.more:
                bell.wait(heard, 1.0)
    let_rest(bell)
    engine.dispose()
    return seen


def write(address: str) -> dict:
    """In a process of its own; each writer has its operators, so that none waits for another."""
    from app.core.isolation import SYSTEM, enter
    from app.reactions import republish
    from app.register.models import Entry

    engine = create_engine(address, pool_size=WRITERS)
    with Session(engine) as session:
        enter(session, SYSTEM)
        rows = session.execute(select(Entry.operator_id, Entry.tin).order_by(Entry.tin).limit(A_SECOND * SECONDS)).all()

    def publish(number: int) -> dict:
        committed = {}
        for turn, (operator_id, tin) in enumerate(rows[number::WRITERS]):
            time.sleep(max(0.0, began + (turn * WRITERS + number) / A_SECOND - time.monotonic()))
            with Session(engine) as session:
                enter(session, SYSTEM)
                republish(session, [operator_id])
                seq = session.scalar(select(Entry.seq).where(Entry.operator_id == operator_id))
                session.commit()
            committed[tin, seq] = time.monotonic()
        return committed

    began = time.monotonic() + 1
    with ThreadPoolExecutor(WRITERS) as threads:
        found = list(threads.map(publish, range(WRITERS)))
    engine.dispose()
    return {what: at for one in found for what, at in one.items()}


def lengthen(engine) -> None:
    """As many changes as some weeks leave behind."""
    with writing(engine) as session:
        written = session.execute(text(OLD_CHANGES), {"each": CHANGES_EACH}).rowcount
        session.commit()
    print(f"\nWith {written:,} changes in the table:")


def pages(engine) -> None:
    from app.register.feed import pages
    from app.register.feed.record import View

    with reading(engine) as session:
        head = pages.head(session)
        print(f"  nothing new: {median(lambda: pages.read(session, head, 1_000)):.1f} ms")
        for view in View:
            first = pages.read(session, None, 1_000, view=view)
            then = pages.read(session, first.cursor, 1_000, view=view).cursor
            took = median(lambda then=then, view=view: pages.read(session, then, 1_000, view=view))
            begun = median(lambda view=view: pages.read(session, None, 1_000, view=view))
            print(f"  1,000 changes, {view.label.lower()}: {took:.0f} ms a page, the first {begun:.0f} ms")


@contextmanager
def reading(engine):
    from app.core.isolation import CLIENT, enter

    with Session(engine) as session:
        enter(session, CLIENT)
        yield session


@contextmanager
def writing(engine):
    from app.core.isolation import SYSTEM, enter

    with Session(engine) as session:
        enter(session, SYSTEM)
        yield session


def median(act, runs: int = 9) -> float:
    """In milliseconds, by the clock on the wall."""
    spent = []
    for _ in range(runs):
        begun = time.perf_counter()
        act()
        spent.append((time.perf_counter() - begun) * 1000)
    return statistics.median(spent)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
