"""On its way to the portal: what was noted lies in files, so that neither a killed process nor a portal that is away loses it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson

from app.core import clock
from app.usage.noted import Taken

SPOOL = "usage"
"""The name of its folder in that of the replica."""


class Spool:
    """A folder of batches. Each has an id, by which the portal takes it once, however often it is sent."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, taken: Taken) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        batch = batch_of(taken)
        path = self.folder / f"{time.time_ns()}-{batch['id']}.json"
        making = path.with_suffix(".making")
        making.write_bytes(orjson.dumps(batch))
        making.rename(path)

    def waiting(self) -> Iterator[tuple[Path, dict[str, Any]]]:
        """The oldest first. One that a crash of the machine left empty has nothing in it that could be told."""
        for path in sorted(self.folder.glob("*.json")):
            try:
                batch = orjson.loads(path.read_bytes())
            except orjson.JSONDecodeError:
                path.unlink(missing_ok=True)
            else:
                yield path, batch


def batch_of(taken: Taken) -> dict[str, Any]:
    used = [(*use, taken.calls[use], taken.ids[use], taken.refused[use]) for use in taken.calls]
    return {
        "id": str(uuid4()),
        "at": clock.now(),
        "uses": [dict(zip(("client_id", "operation", "calls", "ids", "refused"), one, strict=True)) for one in used],
        "reads": [{"at": one.at, "client_id": one.client_id, "tins": list(one.tins)} for one in taken.reads],
    }
