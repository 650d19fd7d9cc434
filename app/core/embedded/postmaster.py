"""The process itself: made data, started, asked whether it answers, stopped."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from app.core.embedded import places, stale
from app.core.embedded.errors import CannotStart
from app.core.embedded.owner import Owner

SUPERUSER, PORT = "postgres", 5432
INITDB = (
    f"--username={SUPERUSER}",
    "--auth=trust",  # who reaches the socket has passed the mode of its folder
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    f"--locale={'C' if sys.platform == 'darwin' else 'C.UTF-8'}",
    "--no-instructions",
)
SETTINGS = ("listen_addresses=", "unix_socket_permissions=0700", f"port={PORT}", "timezone=UTC", "log_timezone=UTC")
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C"}  # no PGDATA, no PGOPTIONS of somebody else's
ANSWERS_WITHIN, TRIED_FOR = 60.0, 1.0


class Postmaster:
    """In a session of its own: Ctrl-C reaches its starter, which stops the database last."""

    def __init__(self, home: Path, owner: Owner, log: Path, *, durable: bool) -> None:
        self.home, self.owner, self.log, self.durable = home, owner, log, durable
        self.data = home / "data"
        self.socket: Path | None = None
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        """Stop what is left of an earlier one, make the data if there are none, and wait for an answer."""
        self._forget_socket()
        stale.clear(self.data)
        binaries = places.binaries(self.owner)
        if not self.data.exists():
            self._make_data(binaries)
        self.socket = places.socket_folder(self.home, self.owner)
        until = time.monotonic() + TRIED_FOR
        while not self._try_to_start(binaries):
            if time.monotonic() > until:
                raise CannotStart(self.log)
            time.sleep(0.2)  # processes of a killed one may hold its memory for a moment longer

    def stop(self) -> None:
        """Fast: clients are cut off, what they committed stays."""
        for number, seconds in stale.PATIENCE:
            if self.process is not None and self.is_running:
                self.process.send_signal(number)
                try:
                    self.process.wait(seconds)
                except subprocess.TimeoutExpired:
                    continue
        self.process = None
        self._forget_socket()

    def connect(self) -> psycopg.Connection:
        """As superuser, to the database that is always there."""
        return psycopg.connect(
            host=str(self.socket), port=PORT, user=SUPERUSER, dbname="postgres", connect_timeout=5, autocommit=True
        )

    def _make_data(self, binaries: Path) -> None:
        """Under another name first: data half made are never taken for data."""
        fresh = self.home / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        self.owner.make_private(fresh)
        hurry = [] if self.durable else ["--no-sync"]
        if self._launch(binaries / "initdb", "-D", fresh, *INITDB, *hurry).wait() != 0:
            raise CannotStart(self.log)
        fresh.rename(self.data)

    def _try_to_start(self, binaries: Path) -> bool:
        """True once it answers, False if it ended; one that does neither in time is stopped."""
        settings = [*SETTINGS, f'unix_socket_directories="{self.socket}"', *(() if self.durable else CARELESS)]
        self.process = self._launch(binaries / "postgres", "-D", self.data, *(f"--{one}" for one in settings))
        until = time.monotonic() + ANSWERS_WITHIN
        while self.process.poll() is None:
            if self._answers():
                return True
            if time.monotonic() > until:
                self.stop()
                raise CannotStart(self.log)
            time.sleep(0.02)
        return False

    def _answers(self) -> bool:
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def _launch(self, program: Path, *arguments: str | Path) -> subprocess.Popen[bytes]:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [program, *arguments],
                cwd="/",
                env=ENVIRONMENT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **self.owner.identity,
            )

    def _forget_socket(self) -> None:
        if self.socket is not None and self.socket.name.startswith(places.SHORT_SOCKET):
            shutil.rmtree(self.socket, ignore_errors=True)
        self.socket = None
