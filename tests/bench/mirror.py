"""A look-up node from nothing: a snapshot of a million operators, fetched from a portal over HTTP and made a replica of.

Portal, PostgreSQL and node share the machine. `python -m tests.bench.mirror [operators]`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

OPERATORS, SECRET = 1_000_000, "only-for-a-bench"
SCOPES = ["aeo.node", "aeo.changes", "aeo.snapshot"]
SETTLED = 5.0  # seconds
SNAPSHOT = "from app.worker import make_snapshot; make_snapshot(0)"


def main(operators: int = OPERATORS) -> None:
    os.environ.update(PORTAL_MODE="demo", SECRET_KEY="only-for-a-bench-only-for-a-bench-only")
    from tests.bench.freshness import process
    from tests.bench.many import register
    from tests.served import free_port, wait_until

    with tempfile.TemporaryDirectory() as folder, register(operators) as (server, engine):
        give_access(engine)
        address = f"http://127.0.0.1:{free_port()}"
        os.environ |= {"DATABASE_URL": server.url(), "BASE_URL": address}
        os.environ |= {"PUBLISHED_PATH": folder, "LOOKUP_PATH": f"{folder}/none"}
        subprocess.run([sys.executable, "-c", SNAPSHOT], check=True)
        port = address.rpartition(":")[2]
        with process("granian", "--interface", "wsgi", "app.wsgi:app", "--port", port, "--no-log"):
            wait_until(lambda: answers(address))
            measure(address, Path(folder, "replica"))


def give_access(engine) -> None:
    from sqlalchemy.orm import Session

    from app.accounts import clients
    from app.core.isolation import SYSTEM, enter
    from app.reactions import committing

    with Session(engine) as session, committing(session):
        enter(session, SYSTEM)
        clients.create(session, "node-1", "Node", SCOPES, SECRET, by=None)


def answers(address: str) -> bool:
    from app.supervisor.serving import is_ready

    return is_ready(f"{address}/healthz")


def measure(address: str, folder: Path) -> None:
    import psutil

    from app.lookup.store import Reader
    from tests.bench.freshness import process

    node = {"PORTAL_MODE": "node", "LOOKUP_PORTAL": address, "LOOKUP_CLIENT_ID": "node-1", "LOOKUP_CLIENT_SECRET": SECRET}
    reader, began, most = Reader(folder, stale_after=5), time.perf_counter(), 0
    with process("app.lookup.follower", **node, LOOKUP_PATH=str(folder)) as follower:
        watched = psutil.Process(follower.pid)
        while reader.view() is None:
            most = max(most, own(watched))
            time.sleep(0.05)
        took, used = time.perf_counter() - began, watched.cpu_times()
        time.sleep(SETTLED)
        left = own(watched)
    size = sum(path.stat().st_blocks * 512 for path in folder.rglob("data.mdb"))
    print(
        f"Answered from a snapshot after {took:.1f} s ({used.user + used.system:.1f} s of processor time):"
        f" {size / 1e6:.0f} MB of replica,"
        f" {most / 1e6:.0f} MB of memory of its own while it was made, {left / 1e6:.0f} MB afterwards"
    )


def own(process) -> int:
    """Without what it has mapped of files, the replica among them."""
    memory = process.memory_info()
    return memory.rss - memory.shared


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
