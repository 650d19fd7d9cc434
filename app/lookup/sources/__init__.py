"""Where a replica comes from: the database of the portal itself, or a portal elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, NamedTuple, Protocol

from app.lookup.store import Checksum

Document = Mapping[str, Any]


class Away(Exception):
    """The source does not answer, or not in a way that could be relied on: ask again in a moment."""


class Refused(Exception):
    """What was told will never be taken."""


class Expired(Exception):
    """The feed cannot be gone on with from this cursor: begin anew."""


class Change(NamedTuple):
    """What is told of an operator, as it stands now, or of a system; keys and policies are asked for."""

    kind: str
    data: Document


class Batch(NamedTuple):
    """The changes behind a cursor. Without `more` they lead to the register as it was at `asked_at`, by the boot clock.

    `ahead` is by how many seconds the clock of the portal is ahead of this machine's.
    """

    changes: Sequence[Change]
    cursor: str
    more: bool
    asked_at: float
    ahead: float


class WholeRegister(NamedTuple):
    """The whole register as it was at the cursor, sorted by TIN, and the systems that had access then."""

    records: Iterator[Document]
    clients: Sequence[Document]
    cursor: str


class Rest(NamedTuple):
    """What the feed does not carry, but only says that it changed: public keys and policies."""

    keys: Document
    policies: Sequence[Document]
    periods: Sequence[Document]
    """From when on (`from_at`) which policy is in force, in that order."""


class Source(Protocol):
    """Each question may raise `Away`."""

    def whole(self) -> AbstractContextManager[WholeRegister]: ...

    def rest(self) -> Rest: ...

    def changes(self, cursor: str, wait: float) -> Batch:
        """After at most so many seconds, or as soon as there are some. `Expired`."""
        ...

    def checksum(self, cursor: str) -> Checksum:
        """Of the register as it was at the cursor. `Expired`."""
        ...

    def close(self) -> None: ...
