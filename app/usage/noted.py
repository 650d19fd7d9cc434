"""What was answered to whom: counted for everybody, and of each look at a modifier who looked at whose."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

USES, READS, NUMBERS = 1_000, 3_000, 10_000
"""What a batch of a look-up node has at most of each; the numbers are those of all its reads."""


class Use(NamedTuple):
    """One way in which one system used the interfaces."""

    client_id: str
    operation: str


class Read(NamedTuple):
    """A look at modifiers, for the record of it."""

    at: datetime
    client_id: str
    tins: Sequence[str]


class Taken(NamedTuple):
    """What was noted since the last time."""

    calls: Counter[Use]
    ids: Counter[Use]
    refused: Counter[Use]
    reads: list[Read]

    def __bool__(self) -> bool:
        return bool(self.calls)


class Usage:
    """Of one process. Any thread notes, one takes: neither waits, and nothing is lost or counted twice between them."""

    def __init__(self) -> None:
        self._noted: deque[tuple[str, str, int, Read | None, bool]] = deque()

    def note(self, client_id: str, operation: str, ids: int, read: Read | None = None, *, refused: bool = False) -> None:
        self._noted.append((client_id, operation, ids, read, refused))

    def take(self) -> Taken:
        """Take it away: whoever does has to keep it."""
        taken = Taken(Counter(), Counter(), Counter(), [])
        for _ in range(len(self._noted)):
            client_id, operation, ids, read, refused = self._noted.popleft()
            use = Use(client_id, operation)
            taken.calls[use] += 1
            taken.ids[use] += ids
            taken.refused[use] += refused
            if read:
                taken.reads.append(read)
        return taken
