"""One PostgreSQL 18 on a Unix socket, for this process and those it starts."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from app.core.embedded import places, stale
from app.core.embedded.errors import AlreadyRunning, CannotStart
from app.core.embedded.owner import owner_of

DATABASE, OWNER, APP, SUPERUSER, PORT = "aeo", "aeo_owner", "aeo_app", "postgres", 5432
ROLES = Path(__file__).parents[3] / "deploy" / "roles.sql"
LOCALE = "C" if sys.platform == "darwin" else "C.UTF-8"
INITDB = (
    f"--username={SUPERUSER}",
    "--auth=trust",  # who reaches the socket has passed the folder's mode
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    f"--locale={LOCALE}",
    "--no-instructions",
)
SETTINGS = ("listen_addresses=", "unix_socket_permissions=0700", f"port={PORT}", "timezone=UTC", "log_timezone=UTC")
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C"}  # no PGDATA, no PGOPTIONS of somebody else's
PATIENCE, TRIES_FOR = 60.0, 5.0


class Server:
    """Started, stopped and restarted by one process only; everyone else gets `url`."""

    def __init__(self, folder: Path, *, durable: bool = True, log: Path | None = None) -> None:
        self.owner = owner_of(folder / "data")
        self.home = places.home_of(folder, self.owner)
        self.owner = owner_of(self.home / "data")
        self.data, self.log = self.home / "data", log or self.home / "postgres.log"
        self.is_elsewhere = self.home != folder.resolve()
        self.durable = durable
        self.socket: Path | None = None
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def url(self, database: str = DATABASE, user: str = APP) -> str:
        """The address of a database, as SQLAlchemy, psycopg and libpq all read it."""
        return f"postgresql://{user}@/{quote(database)}?host={quote(str(self.socket), safe='')}&port={PORT}"

    def start(self) -> None:
        """Stop what is left of an earlier one, make the data if there are none, and wait for an answer."""
        stale.clear(self.data)
        self.binaries = places.binaries(self.owner)
        if not self.data.exists():
            self._make_data()
        self._forget_socket()
        self.socket = places.socket_folder(self.home, self.owner)
        until = time.monotonic() + TRIES_FOR
        while not self._try_to_start():
            if time.monotonic() > until:
                raise CannotStart(self.log)
            time.sleep(0.2)  # processes of a killed one may hold its memory for a moment longer

    def stop(self) -> None:
        """Fast: clients are cut off, what they committed stays."""
        if self.process is not None:
            for number, seconds in stale.PATIENCE:
                self.process.send_signal(number)
                try:
                    self.process.wait(seconds)
                    break
                except subprocess.TimeoutExpired:
                    continue
        self.process = None
        self._forget_socket()

    def create_database(self, name: str, template: str | None = None) -> None:
        """An empty one, or a copy of another that nobody is connected to, owned by the role that migrates."""
        copy = sql.SQL(" TEMPLATE {}").format(sql.Identifier(template)) if template else sql.SQL("")
        create = sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(OWNER))
        self._as_superuser(create + copy)

    def drop_database(self, name: str) -> None:
        """Gone, with whoever is connected to it."""
        self._as_superuser(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def prepare(self) -> None:
        """The two roles and the portal's database; what is there stays as it is."""
        self._as_superuser(sql.SQL(ROLES.read_text()))
        with psycopg.connect(self.url("postgres", SUPERUSER)) as connection:
            there = connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if there is None:
            self.create_database(DATABASE)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep every other starter away from these data until the end of this process, however it ends."""
        handle = os.open(self.home, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError:
            raise AlreadyRunning(self.home) from None
        finally:
            os.close(handle)

    def _as_superuser(self, statement: sql.SQL | sql.Composed) -> None:
        with psycopg.connect(self.url("postgres", SUPERUSER), autocommit=True) as connection:
            connection.execute(statement)

    def _make_data(self) -> None:
        """Under another name first: data half made are never taken for data."""
        fresh = self.home / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        self.owner.make_private(fresh)
        hurry = [] if self.durable else ["--no-sync"]
        if self._launch("initdb", "-D", str(fresh), *INITDB, *hurry).wait() != 0:
            raise CannotStart(self.log)
        fresh.rename(self.data)

    def _try_to_start(self) -> bool:
        """True once it answers, False if it ended; one that does neither in time is stopped."""
        settings = [*SETTINGS, f'unix_socket_directories="{self.socket}"', *(() if self.durable else CARELESS)]
        self.process = self._launch("postgres", "-D", str(self.data), *(f"--{one}" for one in settings))
        until = time.monotonic() + PATIENCE
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
            psycopg.connect(self.url("postgres", SUPERUSER), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def _launch(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        """In a session of its own: Ctrl-C reaches the starter, which stops the database last."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [self.binaries / program, *arguments],
                cwd="/",
                env=ENVIRONMENT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **self.owner.identity,
            )

    def _forget_socket(self) -> None:
        if self.socket is not None and self.socket.name.startswith(places.SHORT_SOCKET):
            shutil.rmtree(self.socket, ignore_errors=True)
        self.socket = None


@contextmanager
def running(folder: Path, *, durable: bool = True, log: Path | None = None) -> Iterator[Server]:
    """A server on the data in this folder, with the roles and the portal's database, stopped at the end."""
    server = Server(folder, durable=durable, log=log)
    with server.held():
        try:
            server.start()
            server.prepare()
            yield server
        finally:
            server.stop()


def discard(folder: Path) -> None:
    """Throw away the data of this folder, wherever they were put."""
    server = Server(folder)
    with server.held():
        stale.clear(server.data)
        shutil.rmtree(server.home)
