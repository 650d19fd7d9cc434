"""Tables, criteria and demonstration data: made or brought up to date, and left alone while neither code nor data change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from app.config import HERE
from app.supervisor.children import Child
from app.supervisor.databases import Database
from app.supervisor.serving import PROGRAMME, START_OVER
from app.supervisor.settings import Place
from app.supervisor.stopping import Stop
from app.supervisor.terminal import step

STEPS = (
    ("Migrating the database", "migrate"),
    ("Loading the criteria", "load-criteria"),
    ("Seeding the demonstration data", "seed-demo"),
)
CODE = {".py", ".yaml", ".toml", ".json", ".lock"}


def prepare(chosen: Place, database: Database, env: Mapping[str, str], stop: Stop) -> None:
    """A second start has nothing to do here: a note beside the embedded data tells which code made them."""
    made_by = fingerprint()
    if database.note and database.note.exists() and database.note.read_text() == made_by:
        return
    for title, command in STEPS:
        with step(title):
            Child(command, [*PROGRAMME, command], env, chosen.folder).run(stop, START_OVER)
    if database.note:
        database.note.write_text(made_by)


def fingerprint() -> str:
    """Of all that could make other tables, criteria or data."""
    digest = hashlib.sha256(repr(STEPS).encode())
    for path in code():
        digest.update(f"{path.relative_to(HERE)}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def code() -> Iterator[Path]:
    folders = (HERE / "app", HERE / "migrations")
    found = (path for folder in folders for path in folder.rglob("*") if path.suffix in CODE and path.is_file())
    yield from sorted(found)
    yield HERE / "requirements.lock"
