"""On its way to the portal: what was noted lies in files, so that neither a killed process nor a portal that is away loses it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any
from uuid import uuid4

import orjson

from app.core import clock
from app.usage.noted import NUMBERS, READS, USES, Taken

SPOOL = "usage"
"""The name of its folder in that of the replica."""


class Spool:
    """A folder of batches. Each has an id, by which the portal takes it once, however often it is sent."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, taken: Taken) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        made = [self._made(batch) for batch in batches(taken)]
        for making in made:
            making.rename(making.with_suffix(".json"))

    def _made(self, batch: dict[str, Any]) -> Path:
        """It lies there by its name once all of what was taken is written: what fails half-way is written anew as a whole."""
        making = self.folder / f"{time.time_ns()}-{batch['id']}.making"
        making.write_bytes(orjson.dumps(batch))
        return making

    def waiting(self) -> Iterator[tuple[Path, dict[str, Any]]]:
        """The oldest first. One that a crash of the machine left empty has nothing in it that could be told."""
        for path in sorted(self.folder.glob("*.json")):
            try:
                batch = orjson.loads(path.read_bytes())
            except orjson.JSONDecodeError:
                path.unlink(missing_ok=True)
            else:
                yield path, batch


def batches(taken: Taken) -> Iterator[dict[str, Any]]:
    """So much in each as the portal takes at once."""
    used = [(*use, taken.calls[use], taken.ids[use], taken.refused[use]) for use in taken.calls]
    uses = [dict(zip(("client_id", "operation", "calls", "ids", "refused"), one, strict=True)) for one in used]
    reads = [{"at": one.at, "client_id": one.client_id, "tins": list(one.tins)} for one in taken.reads]
    none: list[dict[str, Any]] = []
    for some, looks in zip_longest(packed(uses, USES), packed(reads, READS), fillvalue=none):
        yield {"id": str(uuid4()), "at": clock.now(), "uses": some, "reads": looks}


def packed(entries: Iterable[dict[str, Any]], at_most: int) -> Iterator[list[dict[str, Any]]]:
    """In their order, so many together, with so many numbers in them."""
    pack: list[dict[str, Any]] = []
    numbers = 0
    for one in entries:
        more = len(one.get("tins", ()))
        if pack and (len(pack) == at_most or numbers + more > NUMBERS):
            yield pack
            pack, numbers = [], 0
        pack.append(one)
        numbers += more
    if pack:
        yield pack
