"""A server for the length of a test run: fast, careless, gone afterwards."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.core.embedded.errors import AlreadyRunning
from app.core.embedded.server import Server, discard, running

PREFIX, AGE = "aeo-database-", 60.0
MEMORY, ROOM = Path("/dev/shm"), 2 * 1024**3  # noqa: S108  where Linux keeps files in memory


@contextmanager
def temporary() -> Iterator[Server]:
    """A server of one's own in a temporary folder. It needs no port and shares nothing with any other."""
    sweep()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place()))
    try:
        with running(folder, durable=False) as server:
            yield server
    finally:
        discard(folder)
        shutil.rmtree(folder, ignore_errors=True)


def place() -> Path:
    """Memory if it has room, since a database is copied there ten times as fast; else the folder for temporary files."""
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        return MEMORY
    return Path(tempfile.gettempdir())


def sweep() -> None:
    """Remove what killed runs left: folders that nobody holds any more, and that are not just being made."""
    for folder in [*MEMORY.glob(f"{PREFIX}*"), *Path(tempfile.gettempdir()).glob(f"{PREFIX}*")]:
        with suppress(AlreadyRunning, OSError):
            if time.time() - folder.stat().st_mtime > AGE:
                discard(folder)
                shutil.rmtree(folder, ignore_errors=True)
