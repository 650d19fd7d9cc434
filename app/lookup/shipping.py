"""What was answered here is told to the portal, batch by batch, until it has all of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from app.core.beating import every
from app.lookup.sources import Away, Document, Refused
from app.lookup.spool import Spool
from app.lookup.trouble import Trouble
from app.usage.flushing import EACH

log = logging.getLogger("lookup")


class Shipping:
    """Beside the follower, by a way of its own: a portal that is slow to take it delays no change. `tell` may raise `Refused`."""

    def __init__(self, spool: Spool, tell: Callable[[Document], None]) -> None:
        self._spool, self._tell = spool, tell
        self._trouble = Trouble(over="What was answered is told to the portal again.")

    def start(self) -> None:
        every(EACH, self.ship, name="shipping")

    def ship(self) -> None:
        """Killed between telling and forgetting, it tells a batch again: by its id the portal knows that it has it."""
        try:
            for path, batch in self._spool.waiting():
                self._take(path, batch)
        except (Away, OSError) as error:
            self._trouble.met(f"What was answered cannot be told to the portal yet: {error}")
        else:
            self._trouble.over()

    def _take(self, path: Path, batch: Document) -> None:
        """One that is refused is put aside, where a person finds it."""
        try:
            self._tell(batch)
        except Refused as error:
            log.warning("The portal refuses %s: %s", path, error)
            path.rename(path.with_suffix(".refused"))
        else:
            path.unlink(missing_ok=True)
