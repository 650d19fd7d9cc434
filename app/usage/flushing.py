"""From memory to where it lasts, each second: at most one second of counts is lost with a killed process, and no answer waits."""

from __future__ import annotations

import atexit
import logging
import threading
from typing import Protocol

from app.core.beating import every
from app.usage.noted import Taken, Usage

EACH = 1.0
HELD = 60
log = logging.getLogger("usage")


class Keeper(Protocol):
    """Where counts last. What it does not take now it says by an `OSError`."""

    def keep(self, taken: Taken) -> None: ...


class Flushing:
    """Of one process of the web server: each second what was noted is handed over, and the rest at its end."""

    def __init__(self, usage: Usage, keeper: Keeper) -> None:
        self._usage, self._keeper = usage, keeper
        self._held: list[Taken] = []
        self._lock = threading.Lock()

    def start(self) -> None:
        every(EACH, self.flush, name="usage")
        atexit.register(self.flush)

    def flush(self) -> None:
        """What is not taken now is tried again with the next."""
        with self._lock:
            if taken := self._usage.take():
                self._held.append(taken)
            try:
                while self._held:
                    self._keeper.keep(self._held[0])
                    del self._held[0]
            except OSError as error:
                log.warning("What was answered cannot be kept: %s", error)
                del self._held[:-HELD]
