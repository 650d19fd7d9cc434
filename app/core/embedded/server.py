"""One PostgreSQL 18 on a Unix socket, for this process and those it starts: roles, databases and their addresses."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from psycopg import sql

from app.core.embedded import places, stale
from app.core.embedded.errors import AlreadyRunning
from app.core.embedded.owner import owner_of
from app.core.embedded.postmaster import PORT, Postmaster

DATABASE, OWNER, APP = "aeo", "aeo_owner", "aeo_app"
ROLES = Path(__file__).parents[3] / "deploy" / "roles.sql"


class Server:
    """Started, stopped and restarted by one process only; everyone else gets `url`."""

    name = "database"

    def __init__(self, folder: Path, *, durable: bool = True, log: Path | None = None) -> None:
        self.home = places.home_of(folder, owner_of(folder / "data"))
        self.is_elsewhere = self.home != folder.resolve()
        self.log = log or self.home / "postgres.log"
        self.postmaster = Postmaster(self.home, owner_of(self.home / "data"), self.log, durable=durable)

    @property
    def is_running(self) -> bool:
        return self.postmaster.is_running

    def url(self, database: str = DATABASE, user: str = APP) -> str:
        """The address of a database, as SQLAlchemy, psycopg and libpq all read it."""
        return f"postgresql://{user}@/{quote(database)}?host={quote(str(self.postmaster.socket), safe='')}&port={PORT}"

    def start(self) -> None:
        """With the two roles and the portal's database; what is there stays as it is."""
        self.postmaster.start()
        self._execute(sql.SQL(ROLES.read_text()))
        with self.postmaster.connect() as connection:
            there = connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if there is None:
            self.create_database(DATABASE)

    def stop(self) -> None:
        self.postmaster.stop()

    def create_database(self, name: str, template: str | None = None) -> None:
        """An empty one, or a copy of another that nobody is connected to, owned by the role that migrates."""
        copy = sql.SQL(" TEMPLATE {}").format(sql.Identifier(template)) if template else sql.SQL("")
        self._execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(OWNER)) + copy)

    def drop_database(self, name: str) -> None:
        """Also while somebody is connected to it, who is cut off."""
        self._execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _execute(self, statement: sql.SQL | sql.Composed) -> None:
        with self.postmaster.connect() as connection:
            connection.execute(statement)


@contextmanager
def held(folder: Path, *, durable: bool = True, log: Path | None = None) -> Iterator[Server]:
    """A server that is ours to start, and that is stopped at the end.

    Every other starter is kept away from these data until the end of this process, however it ends.
    """
    server = Server(folder, durable=durable, log=log)
    with claimed(server.home):
        try:
            yield server
        finally:
            server.stop()


@contextmanager
def running(folder: Path, *, durable: bool = True, log: Path | None = None) -> Iterator[Server]:
    """A started server on the data in this folder, stopped at the end."""
    with held(folder, durable=durable, log=log) as server:
        server.start()
        yield server


def discard(folder: Path) -> None:
    """Throw away the data of this folder, wherever they were put."""
    with held(folder) as server:
        stale.clear(server.postmaster.data)
        shutil.rmtree(server.home)


@contextmanager
def claimed(home: Path) -> Iterator[None]:
    handle = os.open(home, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise AlreadyRunning(home) from None
    try:
        yield
    finally:
        os.close(handle)
