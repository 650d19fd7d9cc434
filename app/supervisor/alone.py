"""Once to a folder: two would work on the same data."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from app.supervisor.settings import Place
from app.supervisor.terminal import Failed


@contextmanager
def alone(chosen: Place, name: str) -> Iterator[None]:
    """The note says where the other one is."""
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with (chosen.folder / f"{chosen.target}.lock").open("a+") as note:
        try:
            fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            note.seek(0)
            raise Failed(f"{name} runs already: {note.read()}", "Open it there, or end it first (Ctrl-C).") from None
        note.truncate(0)
        note.write(chosen.address)
        note.flush()
        yield
