"""The replica as its follower has it: opened or built, published once it is whole, and let go where it is no good."""

from __future__ import annotations

import time
from pathlib import Path

from app.lookup import building
from app.lookup.applying import apply
from app.lookup.attempts import Attempts
from app.lookup.sources import Batch, Source
from app.lookup.store import Checksum, Unusable, Writer, fall_silent

MINUTE = 60.0


class Replica:
    """`cursor` is up to where the feed was read: where nothing had changed it is written a minute later at the most."""

    def __init__(self, folder: Path, *, size: int) -> None:
        self.folder, self._size = folder, size
        self.attempts = Attempts(folder / "attempts")
        self._writer: Writer | None = None
        self._written_at = 0.0
        self.is_published, self.cursor = False, ""

    @property
    def checksum(self) -> Checksum:
        return self.opened().checksum

    def opened(self) -> Writer:
        """`Unusable` where none is open yet, and what is there cannot be gone on with."""
        return self._writer or self._open()

    def _open(self) -> Writer:
        """The one that is there, from where it stands."""
        if self.attempts.are_too_many:
            raise Unusable("It was opened again and again, and never followed.")
        self._writer = writer = Writer.open(self.folder, size=self._size)
        if writer.cursor is None:
            raise Unusable("It does not know where it stands.")
        self.cursor, self.is_published = writer.cursor, True
        return writer

    def build(self, source: Source) -> None:
        """From here on nobody is answered from the old one."""
        fall_silent(self.folder)
        self.let_go()
        self._writer = writer = building.build(self.folder, source, size=self._size)
        self.cursor = writer.cursor or ""

    def write(self, batch: Batch, source: Source) -> None:
        if batch.changes or time.monotonic() > self._written_at + MINUTE:
            writer = self.opened()
            apply(writer, batch, source)
            writer.check_readers()
            self._written_at = time.monotonic()
        self.cursor = batch.cursor

    def beat(self, moment: float) -> None:
        """It is as new as a question that was asked at this moment."""
        if self.is_published:
            self.opened().heartbeat(moment)
        else:
            self._writer, self.is_published = self.opened().publish(moment), True
        self.attempts.succeeded()

    def let_go(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._writer, self.is_published = None, False
