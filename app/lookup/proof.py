"""Whether the replica has drifted: once an hour the sum over all of it is compared with the portal's."""

from __future__ import annotations

import logging
from collections.abc import Callable
from queue import Queue

from app.core.beating import every
from app.lookup.sources import Away, Expired
from app.lookup.store import Checksum

HOUR = 3600.0
log = logging.getLogger("lookup")


class Proof:
    """Asked for beside the follower: a portal that adds up slowly holds up no change. `ask` tells the sum at a cursor."""

    def __init__(self, ask: Callable[[str], Checksum]) -> None:
        self._ask = ask
        self._offered: Queue[tuple[str, Checksum]] = Queue(maxsize=1)
        self.is_wanted, self.has_failed = True, False

    def start(self) -> None:
        every(HOUR, self.prove_anew, name="proof", at_once=True)

    def prove_anew(self) -> None:
        self.is_wanted = True
        self.prove()

    def offer(self, cursor: str, found: Checksum) -> None:
        """A moment at which the replica was whole, and what it had then."""
        self.is_wanted = False
        self._offered.put((cursor, found))

    def prove(self) -> None:
        """Where the portal cannot say, nothing is proved, and nothing found wrong."""
        cursor, found = self._offered.get()
        try:
            self.has_failed = self._ask(cursor) != found
        except (Away, Expired) as error:
            log.warning("It could not be proved that the replica is right: %s", error)
