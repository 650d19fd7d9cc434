"""The database of the demonstration: the one the settings name, or the embedded one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.config import settings
from app.core import embedded
from app.supervisor.keeping import Kept
from app.supervisor.settings import Place
from app.supervisor.terminal import Failed, say, step


@dataclass(frozen=True)
class Database:
    """Its addresses for the portal and for migrations; of the embedded one also what is kept up, and a note beside its data."""

    url: str
    migration_url: str
    kept: Sequence[Kept] = ()
    note: Path | None = None


@contextmanager
def database(chosen: Place) -> Iterator[Database]:
    if settings().database_url:
        yield named_by_the_settings()
        return
    with embedded.held(chosen.folder / "postgres", log=chosen.folder / "log" / "database.log") as server:
        if server.is_elsewhere:
            say(f"  PostgreSQL cannot reach {chosen.folder} as an unprivileged user: its data are in {server.home}")
        with step("Starting the database"):
            server.start()
        yield Database(server.url(), server.url(user="aeo_owner"), [server], server.home / "prepared")


def named_by_the_settings() -> Database:
    if not settings().migration_database_url:
        remedy = "Set it too, for the role aeo_owner: see deploy/roles.sql"
        raise Failed("DATABASE_URL is set, MIGRATION_DATABASE_URL is not.", remedy)
    return Database(settings().database_url, settings().migration_database_url)


def start_over(folder: Path) -> None:
    if settings().database_url:
        remedy = "Empty that one yourself, or leave RESET out."
        raise Failed("RESET=1 throws away the embedded database; DATABASE_URL names another.", remedy)
    with step("Throwing away the data"):
        embedded.discard(folder / "postgres")
        for kept in ("documents", "lookup", "published"):
            shutil.rmtree(folder / kept, ignore_errors=True)
