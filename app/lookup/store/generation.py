"""One generation of the replica, opened: LMDB opens the same files only once in a process, whoever reads or writes them."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple, Self
from weakref import WeakValueDictionary

import lmdb

from app.lookup.store.compression import PARTS
from app.lookup.store.pulse import PULSE, Pulse
from app.lookup.store.stored import LAYOUT

MAP_SIZE = 64 * 1024**3
"""The most it may grow to: an address space, not a file of that size."""
READERS = 1024
DATA, TIGHT = "data.mdb", "data.tight"


class Tables(NamedTuple):
    """Operators by TIN; aliases by scheme and value; scopes by client; policies by id; and what there is once."""

    operators: Any
    aliases: Any
    clients: Any
    policies: Any
    once: Any


class Generation:
    """`is_durable` is one that survives a crash of the machine: without it a bulk load takes half the time."""

    _open: WeakValueDictionary[Path, Generation] = WeakValueDictionary()
    _lock = Lock()

    def __init__(self, path: Path, size: int, *, is_durable: bool) -> None:
        self.path, self.size = path, size
        self.environment = lmdb.open(
            str(path), map_size=size, max_dbs=len(Tables._fields), max_readers=READERS, readahead=False,
            metasync=False, sync=is_durable,
        )  # fmt: skip
        require_whole(path, self.environment)
        self.tables = Tables(*(self.environment.open_db(name.encode()) for name in Tables._fields))
        self.pulse = Pulse(path / PULSE)
        with self.environment.begin(db=self.tables.once) as snapshot:
            self.is_of_this_layout = snapshot.get(b"layout") == LAYOUT.encode()
            self.dictionaries = {part: snapshot.get(f"dictionary {part}".encode(), b"") for part in PARTS}

    @classmethod
    def opened(cls, path: Path, size: int = MAP_SIZE, *, is_durable: bool = True) -> Self:
        """As it is open in this process already, or now."""
        with cls._lock:
            generation = cls._open.get(path)
            if generation is None:
                generation = cls._open[path] = cls(path, size, is_durable=is_durable)
            return generation  # type: ignore[return-value]

    def pack_tight(self) -> None:
        """On disk, without the pages that each commit of a bulk load left behind: a quarter of it. Then close it."""
        tight = self.path / TIGHT
        with tight.open("wb") as file:  # by its path LMDB would go round the memory that readers find it in
            self.environment.copyfd(file.fileno(), compact=True)
            os.fsync(file.fileno())
        tight.replace(self.path / DATA)

    def close(self) -> None:
        """For everybody in this process."""
        with self._lock:
            self._open.pop(self.path, None)
            self.environment.close()


def require_whole(path: Path, environment: lmdb.Environment) -> None:
    """Whoever reads a page that a file cut short does not have is killed by the machine; `lmdb.CorruptedError` instead."""
    needed = (environment.info()["last_pgno"] + 1) * environment.stat()["psize"]
    if (path / DATA).stat().st_size < needed:
        environment.close()
        raise lmdb.CorruptedError("cut short")
