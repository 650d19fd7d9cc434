"""What has ended is started again: soon at first, then at longer and longer intervals while it keeps ending."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from app.core.embedded import EmbeddedError
from app.supervisor.stopping import Stop
from app.supervisor.terminal import say

SOONEST, LATEST, STEADY, LOOK_EVERY = 0.5, 30.0, 30.0, 0.2


class Kept(Protocol):
    """A process of the portal, or its database."""

    @property
    def name(self) -> str: ...

    @property
    def log(self) -> Path: ...

    @property
    def is_running(self) -> bool: ...

    def start(self) -> None: ...


class Keeper:
    """Watches one of them."""

    def __init__(self, kept: Kept) -> None:
        self.kept = kept
        self.delay, self.begun = SOONEST, time.monotonic()
        self.due: float | None = None

    def look(self, now: float) -> None:
        if self.kept.is_running:
            if now - self.begun > STEADY:
                self.delay = SOONEST
        elif self.due is None:
            say(f"{self.kept.name} has ended (see {self.kept.log}); it is started again in {self.delay:g} s")
            self.due, self.delay = now + self.delay, min(self.delay * 2, LATEST)
        elif now >= self.due:
            self.due, self.begun = None, now
            self._start_again()

    def _start_again(self) -> None:
        try:
            self.kept.start()
        except (EmbeddedError, OSError) as error:
            say(str(error))


def keep(things: Sequence[Kept], stop: Stop) -> None:
    """Until we are asked to stop. The order is that of dependence: the database first."""
    keepers = [Keeper(thing) for thing in things]
    while True:
        for keeper in keepers:
            keeper.look(time.monotonic())
        stop.pause(LOOK_EVERY)
