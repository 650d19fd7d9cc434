"""The processes of the portal. Each leads a session of its own, so that it is ended with all it has started."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import psutil

from app.supervisor.stopping import Stop
from app.supervisor.terminal import Failed, tick

GRACE = 5.0
MARK = "PORTAL_SUPERVISED_IN"  # in the environment of every child, its folder: by it a killed supervisor's children are found


class Child:
    """A command that is to be kept running."""

    def __init__(self, name: str, command: Sequence[str], env: Mapping[str, str], folder: Path) -> None:
        self.name, self.command, self.log = name, command, folder / "log" / f"{name}.log"
        self.env = {**env, MARK: str(folder)}
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        self.kill()
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, env=self.env, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )

    def ask_to_stop(self) -> None:
        if self.process is not None and self.is_running:
            self.process.terminate()

    def stop(self) -> None:
        """Let it finish what it is doing, for some seconds."""
        self.ask_to_stop()
        if self.process is not None:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(GRACE)
        self.kill()

    def kill(self) -> None:
        """Leave none of its processes: those of a web server that was killed would keep the port."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = None

    def run(self, stop: Stop, remedy: str) -> None:
        """As a step of the start: to its end, unless we are asked to stop."""
        self.log.unlink(missing_ok=True)
        self.start()
        try:
            begun = time.monotonic()
            while self.is_running:
                stop.pause(0.05)
                begun = tick(begun)
            if self.process is not None and self.process.returncode != 0:
                raise Failed(f"{self.name} failed.", remedy, self.log)
        finally:
            self.kill()


def end_leftovers(folder: Path) -> None:
    """End the children of a supervisor that was killed: they hold the port, and work on the same database."""
    left = [process for process in psutil.process_iter() if mark_of(process) == str(folder)]
    for process in left:
        with suppress(psutil.Error):
            process.terminate()
    for process in psutil.wait_procs(left, timeout=GRACE)[1]:
        with suppress(psutil.Error):
            process.kill()


def mark_of(process: psutil.Process) -> str | None:
    try:
        return process.environ().get(MARK)
    except (psutil.Error, OSError):
        return None
