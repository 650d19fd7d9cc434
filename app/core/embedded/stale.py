"""A PostgreSQL left behind by a starter that was killed: found by its working folder, and stopped."""

from __future__ import annotations

import shutil
import signal
import time
from collections.abc import Iterable
from pathlib import Path

import psutil

from app.core.embedded.places import SHORT_SOCKET

PATIENCE = ((signal.SIGINT, 20.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0))


def clear(data: Path) -> None:
    """Leave nothing running on these data, and no note of a process that is none of theirs."""
    note = data / "postmaster.pid"
    lines = note.read_text().splitlines() if note.exists() else []
    postmaster = int(lines[0]) if lines else 0
    found = {process.pid: process for process in working_in(data)}
    if postmaster in found:
        end(found.pop(postmaster))
    for orphan in found.values():
        end(orphan, PATIENCE[1:])
    if psutil.pid_exists(postmaster):
        note.unlink(missing_ok=True)  # the number went to another process: PostgreSQL would take that one for itself
    if len(lines) > 4 and Path(lines[4]).name.startswith(SHORT_SOCKET):
        shutil.rmtree(lines[4], ignore_errors=True)


def working_in(data: Path) -> list[psutil.Process]:
    """Postmaster and backends alike have the data as their working folder."""
    return [process for process in psutil.process_iter() if is_at_work(process, str(data.resolve()))]


def is_at_work(process: psutil.Process, folder: str) -> bool:
    try:
        return process.cwd() == folder and process.name().startswith("postgres")
    except psutil.Error:
        return False


def end(process: psutil.Process, patience: Iterable[tuple[signal.Signals, float]] = PATIENCE) -> None:
    """Fast at first, then without asking."""
    for number, seconds in patience:
        try:
            process.send_signal(number)
            wait(process, seconds)
            return
        except psutil.TimeoutExpired:
            continue
        except psutil.NoSuchProcess:
            return


def wait(process: psutil.Process, seconds: float) -> None:
    """Until it has gone: `Process.wait` looks too seldom for a stop that takes 70 ms."""
    until = time.monotonic() + seconds
    while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
        if time.monotonic() > until:
            raise psutil.TimeoutExpired(seconds, process.pid)
        time.sleep(0.02)
