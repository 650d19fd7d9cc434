"""Look-ups beside their peers, in one run on one machine: `python -m tests.bench.lookup`, or `… peers`, or `… sizes`.

`peers`: a bare WSGI app on the same server, FastAPI with asyncpg on the same PostgreSQL, and the portal's own Flask.
`sizes`: replicas of 1,000, 100,000 and 1,000,000 operators; batches; memory. Prints, asserts nothing.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import threading
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

OPERATORS, SIZES = 100_000, (1_000, 100_000, 1_000_000)
ROUNDS, SECONDS, WARM = 5, 4, 2
PORTS = range(8471, 8480)
PORTAL_THREADS = 4
NODE = {"PORTAL_MODE": "node", "LOOKUP_PORTAL": "http://127.0.0.1:9", "LOOKUP_CLIENT_ID": "node", "LOOKUP_CLIENT_SECRET": "none"}


def main() -> None:
    os.environ.update(PORTAL_MODE="demo", SECRET_KEY="only-for-a-bench-only-for-a-bench-only", LOOKUP_STALE_AFTER="60")
    for part in sys.argv[1:] or ["peers", "sizes"]:
        {"peers": peers, "sizes": sizes}[part]()


def peers() -> None:
    from tests.bench import many

    with ExitStack() as stack:
        server, engine = stack.enter_context(many.register(OPERATORS))
        look = systems(engine).one()
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        served = stack.enter_context(beside(server.url(), folder))
        compare({name: Asked(*one, look) for name, one in served.items()})


@contextmanager
def beside(database: str, folder: Path):
    """All of them at once, each at a port of its own."""
    from tests.bench.serving import follower, megabytes, served

    replica, one = str(folder / "lookup"), "/api/v1/operators/ZZ8000000001/status"
    known = {"DATABASE_URL": database, "LOOKUP_PATH": replica}
    alone = {"LOOKUP_PATH": str(folder / "none")}
    apps = {
        "hello, as a node": ("tests.bench.peers.hello:app", "/", 1, {}),
        "look-up, as a node": ("app.lookup.alone:app", "/healthz", 1, NODE | {"LOOKUP_PATH": replica}),
        "hello, as the portal": ("tests.bench.peers.hello:app", "/", PORTAL_THREADS, {}),
        "look-up, in the portal": ("app.wsgi:app", "/readyz", PORTAL_THREADS, known),
        "FastAPI and asyncpg": ("tests.bench.peers.asynchronous:app", one, 0, known),
        "Flask, in the portal": ("app.wsgi:app", "/readyz", PORTAL_THREADS, known | alone),
    }
    with ExitStack() as stack:
        following = stack.enter_context(follower(**known))
        ports = dict(zip(apps, PORTS, strict=False))
        servers = {
            name: (stack.enter_context(served(app, ports[name], path, threads=threads, **more)), ports[name])
            for name, (app, path, threads, more) in apps.items()
        }
        wait_for_replica(folder / "lookup")
        yield servers
        print(f"The follower has {megabytes(following):.0f} MB")


def wait_for_replica(folder: Path) -> None:
    from app.lookup.store import Reader
    from tests.bench.serving import wait

    reader = Reader(folder, stale_after=60)
    wait(lambda: reader.view() is not None)


def systems(engine):
    """Several, so that none uses up what it may ask in a minute, each with a token."""
    from sqlalchemy.orm import Session

    from app.accounts import clients
    from app.core.isolation import SYSTEM, enter
    from app.signing import tokens
    from tests.bench import replicas
    from tests.bench.load import Asking

    with Session(engine) as session:
        enter(session, SYSTEM)
        for name in replicas.systems():
            clients.create(session, name, name, replicas.SCOPES, "secret", by=None)
        bearers = [tokens.issue(session, name, replicas.SCOPES) for name in replicas.systems()]
        session.commit()
    return Asking(bearers, "ZZ8%09d", OPERATORS - 1)


class Asked(NamedTuple):
    """A server, and with what it is asked."""

    server: subprocess.Popen
    port: int
    script: str

    def told(self, seconds: int) -> tuple[float, float, float, int, float]:
        """As wrk tells it, and the processor time of the server for each request, in microseconds."""
        from tests.bench.load import ask
        from tests.bench.serving import processor

        before = processor(self.server)
        told = ask(self.port, self.script, seconds=seconds)
        return *told, (processor(self.server) - before) / max(1, told.rate * seconds) * 1e6


def compare(asked: dict[str, Asked], weight: int = 1, unit: str = "requests") -> None:
    """In turns, so that whatever else the machine does befalls all alike; the medians of the rounds."""
    for one in asked.values():
        one.told(WARM)
    rounds = [{name: one.told(SECONDS) for name, one in asked.items()} for _ in range(ROUNDS)]
    for name in asked:
        rate, median, last, _, cost = map(statistics.median, zip(*(one[name] for one in rounds), strict=True))
        wrong = sum(one[name][3] for one in rounds)
        times = f"median {median:7.2f} ms, p99 {last:7.2f} ms, processor {cost / weight:6.1f} us each"
        print(f"{name:<26}{rate * weight:>9,.0f} {unit}/s, {times}, {wrong} wrong", flush=True)


def sizes() -> None:
    from tests.bench.load import Asking
    from tests.bench.replicas import TIN, bearers, build
    from tests.bench.serving import megabytes, served

    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        asked, many = {}, {}
        for port, number in zip(PORTS, SIZES, strict=False):
            replica = folder / str(number)
            stack.enter_context(beating(build(replica, number)))
            node = stack.enter_context(served("app.lookup.alone:app", port, "/healthz", **NODE, LOOKUP_PATH=str(replica)))
            asking = Asking(bearers(), TIN, number)
            asked[f"{number:,} operators"] = Asked(node, port, asking.one())
            many[f"{number:,}, status:batch"] = Asked(node, port, asking.many(1_000))
            many[f"{number:,}, risk:batch"] = Asked(node, port, asking.many(1_000, "risk"))
        compare(asked)
        compare(many, 1_000, "ids")
        print(f"{number:,} operators: {megabytes(node):.0f} MB in the web server of the node, what it has mapped included")


@contextmanager
def beating(writer):
    """As a follower does that hears of no change."""
    from app.lookup.store import boot_clock

    ended = threading.Event()

    def beat():
        while not ended.wait(0.5):
            writer.heartbeat(boot_clock())

    threading.Thread(target=beat, daemon=True).start()
    yield
    ended.set()


if __name__ == "__main__":
    main()
