"""Ctrl-C and SIGTERM: noted when they come, obeyed between two steps, so that nothing is left half started."""

from __future__ import annotations

import signal
import time

ASKED_BY = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(Exception):
    """We were asked to stop: end what was started, in reverse order."""


class Stop:
    def __init__(self) -> None:
        self.is_asked = False

    def listen(self) -> None:
        """A hang-up is left alone where it is ignored already: that is what `nohup` is for."""
        for number in ASKED_BY:
            if number is not signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self.ask)

    def ask(self, *_: object) -> None:
        self.is_asked = True

    def pause(self, seconds: float) -> None:
        """Wait, or raise `Stopped`: in slices, since a sleep is not cut short by a signal that has a handler."""
        until = time.monotonic() + seconds
        while not self.is_asked:
            left = until - time.monotonic()
            if left <= 0:
                return
            time.sleep(min(left, 0.05))
        raise Stopped
