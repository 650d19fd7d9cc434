"""`make demo`, from the data to the printed address; it ends when it is asked to, and everything with it."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from app.config import settings
from app.core import embedded
from app.supervisor.children import Child, end_leftovers
from app.supervisor.keeping import Kept, keep
from app.supervisor.serving import PROGRAMME, START_OVER, served, wait_until_ready
from app.supervisor.settings import Demo, environment
from app.supervisor.stopping import Stop
from app.supervisor.terminal import Failed, say, step

STEPS = (
    ("Migrating the database", "migrate"),
    ("Loading the criteria", "load-criteria"),
    ("Seeding the demonstration data", "seed-demo"),
)
WELCOME = """
The portal is ready: {address}

  Sign in (the password of all is Portal-demo-2026!)
    trader   signatory@northwind.example, contributor@northwind.example
    customs  officer@customs.example, auditor@customs.example, decider@customs.example,
             manager@customs.example, admin@customs.example
  Ask as a risk engine: client demo-risk-engine, secret demo-secret-2026, operator ZZ1000000001
  Mail that was sent: {address}/demo/mailbox

Ctrl-C ends it. The data stay; make demo RESET=1 starts over. Logs: {logs}"""


def demo(chosen: Demo, stop: Stop) -> None:
    with alone(chosen):
        end_leftovers(chosen.folder)
        chosen.require_free_port()
        if chosen.reset:
            start_over(chosen.folder)
        with database(chosen) as (database_url, migration_url, things):
            env = environment(chosen, database_url, migration_url)
            prepare(chosen, env, stop)
            with served(chosen, env) as children:
                with step("Starting web and worker"):
                    wait_until_ready(chosen, children, stop)
                say(WELCOME.format(address=chosen.address, logs=chosen.folder / "log"))
                keep([*things, *children], stop)


@contextmanager
def alone(chosen: Demo) -> Iterator[None]:
    """One demonstration to a folder; the note says where the other one is."""
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with (chosen.folder / "demo.lock").open("a+") as note:
        try:
            fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            note.seek(0)
            raise Failed(f"The demonstration runs already: {note.read()}", "Open it there, or end it first (Ctrl-C).") from None
        note.truncate(0)
        note.write(chosen.address)
        note.flush()
        yield


def start_over(folder: Path) -> None:
    if settings().database_url:
        raise Failed(
            "RESET=1 throws away the embedded database; DATABASE_URL names another.",
            "Empty that one yourself, or leave RESET out.",
        )
    with step("Throwing away the data"):
        embedded.discard(folder / "postgres")
        shutil.rmtree(folder / "documents", ignore_errors=True)


@contextmanager
def database(chosen: Demo) -> Iterator[tuple[str, str, Sequence[Kept]]]:
    """The one the settings name, or the embedded one; what of it is ours to keep up."""
    if settings().database_url:
        if not settings().migration_database_url:
            raise Failed(
                "DATABASE_URL is set, MIGRATION_DATABASE_URL is not.", "Set it too, for the role aeo_owner: see deploy/roles.sql"
            )
        yield settings().database_url, settings().migration_database_url, []
        return
    with embedded.held(chosen.folder / "postgres", log=chosen.folder / "log" / "database.log") as server:
        if server.is_elsewhere:
            say(f"  PostgreSQL cannot reach {chosen.folder} as an unprivileged user: its data are in {server.home}")
        with step("Starting the database"):
            server.start()
        yield server.url(), server.url(user="aeo_owner"), [server]


def prepare(chosen: Demo, env: Mapping[str, str], stop: Stop) -> None:
    for title, command in STEPS:
        with step(title):
            Child(command, [*PROGRAMME, command], env, chosen.folder).run(stop, START_OVER)
