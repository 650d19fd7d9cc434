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


class DriftCheck:
    """Asked for beside the follower: a portal that adds up slowly holds up no change. `ask` tells the sum at a cursor."""

    def __init__(self, ask: Callable[[str], Checksum]) -> None:
        self._ask = ask
        self._offered: Queue[tuple[str, Checksum]] = Queue(maxsize=1)
        self.is_due, self.has_drifted = True, False

    def start(self) -> None:
        every(HOUR, self.check_anew, name="drift", at_once=True)

    def check_anew(self) -> None:
        self.is_due = True
        self.check()

    def offer(self, cursor: str, found: Checksum) -> None:
        """A moment at which the replica was whole, and what it had then."""
        self.is_due = False
        self._offered.put((cursor, found))

    def check(self) -> None:
        """Where the portal cannot say, nothing is proved, and nothing found wrong."""
        cursor, found = self._offered.get()
        try:
            self.has_drifted = self._ask(cursor) != found
        except (Away, Expired) as error:
            log.warning("It could not be proved that the replica is right: %s", error)
