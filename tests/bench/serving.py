"""The same server for all that is measured, as the portal starts it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from app.supervisor.serving import granian, is_ready


@contextmanager
def served(app: str, port: int, path: str, *, threads: int = 1, **more: str) -> Iterator[subprocess.Popen]:
    """`app` under Granian, once it answers at `path`; without threads it is an asynchronous one."""
    command = granian(app, threads)
    if not threads:
        command = ["asgi" if part == "wsgi" else part for part in command[: command.index("--blocking-threads")]]
    with process([*command, "--no-ws", "--host", "127.0.0.1", "--port", str(port)], **more) as server:
        wait(lambda: is_ready(f"http://127.0.0.1:{port}{path}"))
        yield server


@contextmanager
def process(command: list[str], **more: str) -> Iterator[subprocess.Popen]:
    """What it says goes to the file that BENCH_LOG names."""
    with Path(os.environ.get("BENCH_LOG", os.devnull)).open("ab") as log:
        one = subprocess.Popen(command, env={**os.environ, **more}, stdout=log, stderr=log)
        try:
            yield one
        finally:
            one.terminate()
            one.wait(20)


def follower(**more: str):
    return process([sys.executable, "-m", "app.lookup.follower"], **more)


def wait(is_done, seconds: float = 300) -> None:
    until = time.monotonic() + seconds
    while not is_done():
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(0.1)


def processor(server: subprocess.Popen) -> float:
    """The seconds of processor time that it and its processes took so far: of little use is a rate where others work beside."""
    return sum(sum(one.cpu_times()[:2]) for one in family(server))


def family(server: subprocess.Popen) -> list[psutil.Process]:
    first = psutil.Process(server.pid)
    return [first, *first.children(recursive=True)]


def megabytes(process: subprocess.Popen) -> float:
    """Of a process and all it started: what they share is counted once, and what they have mapped too."""
    return sum(proportional(one.pid) for one in family(process)) / 1024


def proportional(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
