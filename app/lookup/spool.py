"""On its way to the portal: what was noted lies in files, so that neither a killed process nor a portal that is away loses it."""

from __future__ import annotations

import atexit
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson

from app.lookup.usage import Taken, Usage

SPOOL = "usage"
"""The name of its folder in that of the replica."""
EACH = 1.0
HELD = 60
log = logging.getLogger("lookup")


class Spool:
    """A folder of batches. Each has an id, by which the portal takes it once, however often it is sent."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, taken: Taken) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        batch = written(taken)
        path = self.folder / f"{time.time_ns()}-{batch['id']}.json"
        making = path.with_suffix(".making")
        making.write_bytes(orjson.dumps(batch))
        making.rename(path)

    def waiting(self) -> Iterator[tuple[Path, dict[str, Any]]]:
        """The oldest first. One that a crash of the machine left empty has nothing in it that could be told."""
        for path in sorted(self.folder.glob("*.json")):
            with suppress(orjson.JSONDecodeError):
                yield path, orjson.loads(path.read_bytes())
                continue
            path.unlink(missing_ok=True)


def written(taken: Taken) -> dict[str, Any]:
    used = [(*use, taken.calls[use], taken.ids[use]) for use in taken.calls]
    return {
        "id": str(uuid4()),
        "uses": [dict(zip(("client_id", "operation", "calls", "ids"), one, strict=True)) for one in used],
        "reads": [{"at": one.at, "client_id": one.client_id, "tins": list(one.tins)} for one in taken.reads],
    }


class Flushing:
    """Of one process of the web server: each second what was noted goes to a file, and the rest at its end."""

    def __init__(self, usage: Usage, spool: Spool) -> None:
        self._usage, self._spool = usage, spool
        self._held: list[Taken] = []
        self._lock = threading.Lock()

    def start(self) -> None:
        threading.Thread(target=self._go_on, name="usage", daemon=True).start()
        atexit.register(self.flush)

    def _go_on(self) -> None:
        while True:
            time.sleep(EACH)
            self.flush()

    def flush(self) -> None:
        """What the disk does not take now is tried again with the next."""
        with self._lock:
            if taken := self._usage.take():
                self._held.append(taken)
            try:
                while self._held:
                    self._spool.keep(self._held[0])
                    del self._held[0]
            except OSError as error:
                log.warning("What was answered cannot be written down: %s", error)
                del self._held[:-HELD]
