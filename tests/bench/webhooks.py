"""From the commit of a change to a thousand receivers: how long it takes, with all of them well and with some of them dead.

The process that sends, the receivers (one process, a connection for each message) and PostgreSQL share the machine.
`python -m tests.bench.webhooks`.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager

SUBSCRIPTIONS, CHANGES, PAUSE = 1000, 8, 3.0
TYPE = "aeo.status.changed.v1"


def main() -> None:
    os.environ.update(PORTAL_MODE="demo", SECRET_KEY="only-for-a-bench-only-for-a-bench-only")
    from app.core.embedded import temporary
    from app.core.migrations import migrate

    with temporary() as server:
        os.environ["DATABASE_URL"] = server.url()
        migrate(server.url(user="aeo_owner"))
        for dead in (0, 100):
            measure(server.url(), dead)


def measure(database: str, dead: int) -> None:
    """`dead` of the receivers take the connection and never answer."""
    from sqlalchemy import create_engine, text
    from sqlalchemy.orm import Session

    from app import models  # noqa: F401
    from app.core.isolation import SYSTEM, enter

    engine = create_engine(database)
    with Session(engine) as session, receivers() as there:
        enter(session, SYSTEM)
        session.execute(text("DELETE FROM webhook_subscription"))
        operator = prepare(session, there.port, dead)
        with sending():
            committed = dict(publish(session, operator, number) for number in range(CHANGES))
            time.sleep(5)
        told(dead, committed, there.ended())
    engine.dispose()


def prepare(session, port: int, dead: int):
    """An operator, and the webhooks of fifty systems."""
    from app.accounts import clients
    from app.core.ids import fresh
    from app.programme.words import AuthorisationType
    from app.webhooks import service
    from tests.makers import Maker

    make = Maker(session)
    operator = make.operator()
    make.authorisation(operator, AuthorisationType.AEOC)
    systems = [
        clients.create(session, f"system-{fresh().hex}", "System", ["aeo.webhook", "aeo.status"], "x", by=None)
        for _ in range(SUBSCRIPTIONS // 20)
    ]
    for number in range(SUBSCRIPTIONS):
        way = "dead" if number < dead else "well"
        service.subscribe(session, systems[number // 20], url=f"http://127.0.0.1:{port}/{way}/{number}", types=[TYPE])
    session.commit()
    return operator


def publish(session, operator, number: int) -> tuple[int, float]:
    """A change of its status: its number in the register, and the moment of the commit."""
    from app.authorisations.models import Authorisation
    from app.authorisations.states import State
    from app.core import clock
    from app.reactions import republish
    from app.register.models import Entry

    time.sleep(PAUSE)
    authorisation = session.query(Authorisation).filter_by(operator_id=operator.id).one()
    authorisation.state, authorisation.suspended_on = (State.GRANTED, None) if number % 2 else (State.SUSPENDED, clock.today())
    republish(session, [operator.id])
    seq = session.query(Entry.seq).filter_by(operator_id=operator.id).scalar()
    session.commit()
    return seq, time.time()


def told(dead: int, committed: dict[int, float], arrivals: list[tuple[float, int]]) -> None:
    late = [at - committed[seq] for at, seq in arrivals]
    expected = CHANGES * (SUBSCRIPTIONS - dead)
    cuts = statistics.quantiles(late, n=100)
    print(
        f"{SUBSCRIPTIONS} webhooks, {dead} of them dead, {CHANGES} changes: {len(late)} of {expected} messages arrived,"
        f" after {cuts[49]:.2f} s (median), {cuts[98]:.2f} s (p99), {max(late):.2f} s (last)"
    )


@contextmanager
def sending():
    """The process that sends, begun before the first change."""
    command = [sys.executable, "-m", "flask", "--app", "app.portal:create_app", "programme", "deliver"]
    process = subprocess.Popen(command)
    time.sleep(4)
    try:
        yield
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


class Receivers:
    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.port = int(process.stdout.readline())

    def ended(self) -> list[tuple[float, int]]:
        self.process.stdin.close()
        return json.loads(self.process.stdout.read())


@contextmanager
def receivers():
    command = [sys.executable, "-m", "tests.bench.webhooks", "receive"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield Receivers(process)
    finally:
        process.kill()
        process.wait()


async def receive() -> None:
    """Answers 204 at /well/…, nothing at /dead/…; at the end of its input it tells what came when."""
    arrivals: list[tuple[float, bytes]] = []

    async def take(reader, writer) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        if head.startswith(b"POST /dead"):
            await asyncio.sleep(60)
        arrivals.append((time.time(), await reader.readuntil(b"}}")))
        writer.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(take, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    print(json.dumps([(at, json.loads(body)["data"]["seq"]) for at, body in arrivals]), flush=True)
    os._exit(0)


if __name__ == "__main__":
    asyncio.run(receive()) if sys.argv[1:] == ["receive"] else main()
