"""Keeps the replica of this machine like the portal: the one process that writes it. `python -m app.lookup.follower`.

It is made to be killed at any moment: what it had not committed it reads again, and what it read twice changes nothing.
"""

from __future__ import annotations

import fcntl
import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import lmdb

from app.config import Settings, settings
from app.lookup.drift import DriftCheck
from app.lookup.replica import Replica
from app.lookup.shipping import Shipping
from app.lookup.sources import Away, Batch, Expired, Source
from app.lookup.spool import SPOOL, Spool
from app.lookup.store import MAP_SIZE, Unusable
from app.lookup.trouble import Trouble

PAUSE = 1.0
APART = 5.0
"""Seconds. What is answered depends on the day, and the day on the clock: a wrong one answers nothing."""
FULL = (lmdb.MapFullError, lmdb.DiskError, lmdb.PanicError)  # after a panic it need only be opened again
log = logging.getLogger("lookup")


class Follower:
    """`stale_after` is the patience of the readers: the feed is asked three times within it."""

    def __init__(self, folder: Path, source: Source, drift: DriftCheck, *, stale_after: float, size: int = MAP_SIZE) -> None:
        self.source, self.drift = source, drift
        self.replica = Replica(folder, size=size)
        self.wait = min(1.0, stale_after / 3)
        self._trouble = Trouble(over="The replica is followed again.")

    def follow(self) -> NoReturn:
        self.replica.folder.mkdir(parents=True, exist_ok=True)
        with (self.replica.folder / "follower.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # a second one stands by, and goes on where this one was killed
            self._follow()

    def _follow(self) -> NoReturn:
        self.replica.attempts.begin()
        while True:
            self.step()

    def step(self) -> None:
        """Once round. Where it cannot be gone on, the readers notice by the heart that does not beat."""
        try:
            self._once_round()
        except Away as error:
            self._pause(f"The register cannot be followed: {error}")
        except (lmdb.Error, OSError) as error:
            self.replica.let_go()
            self._pause(f"The replica cannot be written: {error}")

    def _once_round(self) -> None:
        """What changed is written, and then the replica is as new as the question that told it."""
        try:
            self.replica.opened()
            self._take(self.source.changes(self.replica.cursor, self.wait if self.replica.is_published else 0))
        except FULL:
            raise
        except (Expired, Unusable, lmdb.Error) as reason:
            log.warning("The replica is built anew: %s", reason)
            self.drift.has_drifted = False
            self.replica.build(self.source)

    def _take(self, batch: Batch) -> None:
        self.replica.write(batch, self.source)
        if abs(batch.ahead) > APART:
            raise Away(f"The clocks of the portal and of this machine are {abs(batch.ahead):.0f} seconds apart.")
        if self.drift.has_drifted:
            raise Unusable("It is not what the portal has.")
        if not batch.more:
            self._beat(batch.asked_at)

    def _beat(self, moment: float) -> None:
        self.replica.beat(moment)
        if self.drift.is_due:
            self.drift.offer(self.replica.cursor, self.replica.checksum)
        self._trouble.over()

    def _pause(self, trouble: str) -> None:
        self._trouble.met(trouble)
        time.sleep(PAUSE)


def main() -> None:
    logging.basicConfig(format="%(asctime)s %(message)s")
    configured = settings()
    source = afar(configured) if configured.mode == "node" else beside(configured)
    drift = DriftCheck(source().checksum)
    drift.start()
    Follower(configured.lookup_path, source(), drift, stale_after=configured.lookup_stale_after).follow()


def afar(configured: Settings) -> Callable[[], Source]:
    """A node that runs alone loads nothing that asks for a database. What it answered goes where the changes come from."""
    from app.lookup.sources.portal import PortalSource

    Shipping(Spool(configured.lookup_path / SPOOL), PortalSource(configured).tell).start()
    return lambda: PortalSource(configured)


def beside(configured: Settings) -> Callable[[], Source]:
    from app.lookup.sources.database import DatabaseSource

    return lambda: DatabaseSource(configured)


if __name__ == "__main__":
    main()
