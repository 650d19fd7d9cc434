"""Writing the replica: one process of a node, and each change together with the cursor up to which it was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import lmdb
import orjson

from app.core.access import Access
from app.lookup.store import aliases, generations
from app.lookup.store.checksum import Checksum
from app.lookup.store.compression import PARTS, Packer, Unpacker, dictionary
from app.lookup.store.generation import MAP_SIZE, Generation
from app.lookup.store.stored import LAYOUT, Stored, packed


class Unusable(Exception):
    """There is no replica here that could be gone on with: build it anew."""


class Writer:
    """Everything is written inside `with writer.transaction():`, which is one commit."""

    def __init__(self, generation: Generation) -> None:
        self._generation, self._environment, self._tables = generation, generation.environment, generation.tables
        self._pack, self._unpack = Packer(generation.dictionaries), Unpacker(generation.dictionaries)
        self._environment.reader_check()

    @classmethod
    def open(cls, folder: Path, *, size: int = MAP_SIZE) -> Self:
        """Go on with the current generation, or `Unusable`."""
        path = generations.current(folder)
        try:
            generation = Generation.opened(path, size) if path else None
        except (lmdb.Error, OSError) as error:
            raise Unusable(str(error)) from error
        if generation is None or not generation.is_of_this_layout:
            raise Unusable("None is there, or one in another layout.")
        return cls(generation)

    @classmethod
    def build(cls, folder: Path, samples: Sequence[Mapping[str, Any]] = (), *, size: int = MAP_SIZE) -> Self:
        """Begin a generation, which nobody reads before `publish`. Some records teach it what all of them share."""
        path = generations.begin(folder)
        generation = Generation(path, size, is_durable=False)
        with generation.environment.begin(write=True, db=generation.tables.once) as change:
            change.put(b"layout", LAYOUT.encode())
            for part in PARTS:
                change.put(f"dictionary {part}".encode(), dictionary([orjson.dumps(one[part]) for one in samples]))
        generation.close()
        return cls(Generation(path, size, is_durable=False))

    def publish(self, moment: float) -> Writer:
        """From here on it is the one that is read, complete as of this moment; go on with the writer that is returned."""
        self._generation.pack_tight()
        self.close()
        self.heartbeat(moment)
        generations.make_current(self._generation.path)
        return Writer.open(self._generation.path.parent, size=self._generation.size)

    def close(self) -> None:
        """For the readers in this process as well."""
        self._generation.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or, on an error, nothing: also where the disk is full."""
        with self._environment.begin(write=True) as self._change:
            self._sum = self.checksum
            yield
            self._change.put(b"checksum", orjson.dumps(tuple(self._sum)), db=self._tables.once)

    def put(self, record: Mapping[str, Any]) -> bool:
        """Whether it was news: an older state of an operator, or the same one, changes nothing."""
        key, stored = record["tin"].encode(), self._change.get(record["tin"].encode(), db=self._tables.operators)
        before = Stored(stored) if stored else None
        if before and before.seq >= record["seq"]:
            return False
        self._replace_aliases(record, before)
        self._change.put(key, packed(record, self._pack), db=self._tables.operators)
        if before:
            self._sum = self._sum.without(record["tin"], before.seq)
        self._sum = self._sum.having(record["tin"], record["seq"])
        return True

    def append(self, record: Mapping[str, Any]) -> None:
        """Put it where it is the last by its TIN: a generation that is filled in this order takes half the room."""
        if not self._change.put(record["tin"].encode(), packed(record, self._pack), append=True, db=self._tables.operators):
            self.put(record)
            return
        self._replace_aliases(record, None)
        self._sum = self._sum.having(record["tin"], record["seq"])

    def _replace_aliases(self, record: Mapping[str, Any], before: Stored | None) -> None:
        """Other holders of the same number keep their days."""
        had = aliases.of(record["tin"], orjson.loads(self._unpack.node(before.node))["aliases"]) if before else {}
        has = aliases.of(record["tin"], record["node"]["aliases"])
        for key in had.keys() | has.keys():
            if had.get(key) == has.get(key):
                continue
            others = [one for one in aliases.read(self._change.get(key, db=self._tables.aliases)) if one.tin != record["tin"]]
            if holders := [*others, *has.get(key, ())]:
                self._change.put(key, aliases.write(holders), db=self._tables.aliases)
            else:
                self._change.delete(key, db=self._tables.aliases)

    def put_client(self, access: Access) -> None:
        self._change.put(access.client_id.encode(), orjson.dumps(access.to_json()), db=self._tables.clients)

    def drop_client(self, client_id: str) -> None:
        """Its access has ended: the next question with one of its tokens is refused."""
        self._change.delete(client_id.encode(), db=self._tables.clients)

    def put_policy(self, content: Mapping[str, Any]) -> None:
        self._change.put(content["id"].encode(), orjson.dumps(content), db=self._tables.policies)

    def put_periods(self, periods: Sequence[Mapping[str, Any]]) -> None:
        """From when on which policy is in force, in the order of their beginning; of two that begin together the last stands."""
        self._change.put(b"periods", orjson.dumps(periods), db=self._tables.once)

    def put_keys(self, keys: Mapping[str, Any]) -> None:
        """The public keys that tokens are signed with, as a JWK set."""
        self._change.put(b"keys", orjson.dumps(keys), db=self._tables.once)

    def set_cursor(self, cursor: str) -> None:
        """Up to where the feed was read."""
        self._change.put(b"cursor", orjson.dumps(cursor), db=self._tables.once)

    @property
    def cursor(self) -> str | None:
        """Where to go on."""
        told = self._once(b"cursor")
        return str(told) if told else None

    @property
    def checksum(self) -> Checksum:
        """Of all that was committed."""
        return Checksum(*(self._once(b"checksum") or ()))

    def _once(self, name: bytes) -> Any:
        with self._environment.begin(db=self._tables.once) as snapshot:
            told = snapshot.get(name)
        return orjson.loads(told) if told else None

    def heartbeat(self, moment: float) -> None:
        """As of this moment of `boot_clock` all that was committed at the portal is here."""
        self._generation.pulse.beat(moment)

    def check_readers(self) -> None:
        """Take back the places of readers that were killed: each minute, or their pages are never used again."""
        self._environment.reader_check()
