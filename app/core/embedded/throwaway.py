"""A server for the length of a test run: fast, careless, gone afterwards."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.core.embedded.errors import AlreadyRunning
from app.core.embedded.server import Server, discard, running

PREFIX, AGE = "aeo-database-", 60.0


@contextmanager
def temporary() -> Iterator[Server]:
    """A server of one's own in a temporary folder. It needs no port and shares nothing with any other."""
    sweep()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        with running(folder, durable=False) as server:
            yield server
    finally:
        discard(folder)
        shutil.rmtree(folder, ignore_errors=True)


def sweep() -> None:
    """Remove what killed runs left: folders that nobody holds any more, and that are not just being made."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(AlreadyRunning, OSError):
            if time.time() - folder.stat().st_mtime > AGE:
                discard(folder)
                shutil.rmtree(folder, ignore_errors=True)
