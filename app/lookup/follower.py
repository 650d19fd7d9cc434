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
from app.lookup import mirror
from app.lookup.applying import apply
from app.lookup.attempts import Attempts
from app.lookup.proof import Proof
from app.lookup.shipping import Shipping
from app.lookup.sources import Away, Batch, Expired, Source
from app.lookup.spool import SPOOL, Spool
from app.lookup.store import LARGEST, Unusable, Writer, fall_silent

PAUSE, MINUTE = 1.0, 60.0
APART = 5.0
"""Seconds. What is answered depends on the day, and the day on the clock: a wrong one answers nothing."""
FULL = (lmdb.MapFullError, lmdb.DiskError, lmdb.PanicError)  # after a panic it need only be opened again
log = logging.getLogger("lookup")


class Follower:
    """`stale_after` is the patience of the readers: the feed is asked three times within it."""

    def __init__(self, folder: Path, source: Source, proof: Proof, *, stale_after: float, size: int = LARGEST) -> None:
        self.folder, self.source, self.size = folder, source, size
        self.wait = min(1.0, stale_after / 3)
        self.attempts, self.proof = Attempts(folder / "attempts"), proof
        self._writer: Writer | None = None
        self._is_published, self._cursor, self._minute = False, "", 0.0
        self._trouble = ""

    def follow(self) -> NoReturn:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "follower.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # a second one stands by, and goes on where this one was killed
            self._follow()

    def _follow(self) -> NoReturn:
        self.attempts.begin()
        while True:
            self.step()

    def step(self) -> None:
        """Once round. Where it cannot be gone on, the readers notice by the heart that does not beat."""
        try:
            self._once_round()
        except Away as error:
            self._pause(f"The register cannot be followed: {error}")
        except (lmdb.Error, OSError) as error:
            self._let_go()
            self._pause(f"The replica cannot be written: {error}")

    def _once_round(self) -> None:
        """What changed is written, and then the replica is as new as the question that told it."""
        try:
            writer = self._writer or self._open()
            self._write(writer, self.source.changes(self._cursor, self.wait if self._is_published else 0))
        except FULL:
            raise
        except (Expired, Unusable, lmdb.Error) as reason:
            self._begin_anew(reason)

    def _write(self, writer: Writer, batch: Batch) -> None:
        if batch.changes or time.monotonic() > self._minute + MINUTE:
            apply(writer, batch, self.source)
            writer.check_readers()
            self._minute = time.monotonic()
        self._cursor = batch.cursor
        if abs(batch.ahead) > APART:
            raise Away(f"The clocks of the portal and of this machine are {abs(batch.ahead):.0f} seconds apart.")
        if self.proof.has_failed:
            raise Unusable("It is not what the portal has.")
        if not batch.more:
            self._beat(writer, batch.asked_at)

    def _beat(self, writer: Writer, moment: float) -> None:
        if self._is_published:
            writer.heartbeat(moment)
        else:
            writer, self._is_published = writer.publish(moment), True
            self._writer = writer
        self.attempts.succeeded()
        if self.proof.is_wanted:
            self.proof.offer(self._cursor, writer.checksum)
        if self._trouble:
            log.warning("The replica is followed again.")
            self._trouble = ""

    def _open(self) -> Writer:
        """The one that is there, from where it stands."""
        if self.attempts.are_too_many:
            raise Unusable("It was opened again and again, and never followed.")
        self._writer = writer = Writer.open(self.folder, size=self.size)
        if writer.cursor is None:
            raise Unusable("It does not know where it stands.")
        self._cursor, self._is_published = writer.cursor, True
        return writer

    def _begin_anew(self, reason: Exception) -> None:
        """From here on nobody is answered from the old one."""
        log.warning("The replica is built anew: %s", reason)
        fall_silent(self.folder)
        self.proof.has_failed = False
        self._let_go()
        self._writer = writer = mirror.build(self.folder, self.source, size=self.size)
        self._cursor = writer.cursor or ""

    def _let_go(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._writer, self._is_published = None, False

    def _pause(self, trouble: str) -> None:
        """Told once, not once a second."""
        if trouble != self._trouble:
            log.warning(trouble)
        self._trouble = trouble
        time.sleep(PAUSE)


def main() -> None:
    logging.basicConfig(format="%(asctime)s %(message)s")
    configured = settings()
    source = afar(configured) if configured.mode == "node" else beside(configured)
    proof = Proof(source().checksum)
    proof.start()
    Follower(configured.lookup_path, source(), proof, stale_after=configured.lookup_stale_after).follow()


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
