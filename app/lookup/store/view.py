"""What one question sees of the replica: one snapshot of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from types import TracebackType
from typing import Any, Self

import orjson

from app.core.access import Access
from app.lookup.store import aliases
from app.lookup.store.compression import Unpacker
from app.lookup.store.generation import Generation
from app.lookup.store.stored import Stored


class View:
    """`with view:` begins it and ends it. Of one thread.

    Its `version` is another one after every commit of the writer: what was read at this one still holds.
    """

    def __init__(self, generation: Generation) -> None:
        self.generation, self._tables = generation, generation.tables
        self._begin, self._operators = generation.environment.begin, generation.tables.operators
        self.unpack = Unpacker(generation.dictionaries)

    def __enter__(self) -> Self:
        self._snapshot = self._begin()
        self._get = self._snapshot.get
        self.version = self._snapshot.id()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._snapshot.abort()

    def get(self, tin: str) -> Stored | None:
        """None for whom the register does not have."""
        found = self._get(tin.encode(), None, self._operators)
        return Stored(found) if found else None

    def many(self, tins: Iterable[str]) -> dict[str, Stored]:
        get, table = self._get, self._tables.operators
        found = ((tin, get(tin.encode(), None, table)) for tin in tins)
        return {tin: Stored(packed) for tin, packed in found if packed}

    def alias(self, scheme: str, value: str, day: date) -> str | None:
        """The TIN of the operator that has this number on this day."""
        holders = aliases.read(self._get(aliases.key(scheme, value), None, self._tables.aliases))
        return next((one.tin for one in holders if one.has_it_on(day)), None)

    def client(self, client_id: str) -> Access | None:
        """What a system that has access may; None for any other."""
        told = self._get(client_id.encode(), None, self._tables.clients)
        return Access.from_json(orjson.loads(told)) if told else None

    def policy(self, policy_id: str) -> bytes | None:
        """Its text, as JSON."""
        text: bytes | None = self._get(policy_id.encode(), None, self._tables.policies)
        return text

    def in_force(self, moment: datetime) -> str | None:
        """Which policy, as far as it was told."""
        periods = self._told(self._tables.once, "periods") or ()
        begun = [one for one in periods if datetime.fromisoformat(one["from_at"]) <= moment]
        return begun[-1]["policy"] if begun else None

    def keys(self) -> dict[str, Any] | None:
        """The public keys that tokens are signed with, as a JWK set."""
        keys: dict[str, Any] | None = self._told(self._tables.once, "keys")
        return keys

    def _told(self, table: Any, name: str) -> Any:
        told = self._get(name.encode(), None, table)
        return orjson.loads(told) if told else None
