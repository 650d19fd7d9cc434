"""The bell: one connection of the process hears that the register changed, and wakes all who wait for it."""

from __future__ import annotations

import logging
from threading import Condition, Thread
from time import monotonic

import psycopg

CHANNEL = "register_change"
HEARS_FOR, RESTS_AFTER, AGAIN_AFTER = 1.0, 60.0, 1.0


class Bell:
    """Listens while somebody waits, and a minute longer. `rung` counts: take it before looking, and wait for a higher one."""

    def __init__(self, address: str) -> None:
        self.address, self.rung = address, 0
        self.changed = Condition()
        self.listener: Thread | None = None
        self.asked_at = monotonic()

    def wait(self, heard: int, seconds: float) -> None:
        """Until it has rung since, at most so long. A bell that cannot hear is silent: look now and then all the same."""
        with self.changed:
            self.asked_at = monotonic()
            if self.listener is None:
                self.listener = Thread(target=self.listen, name="bell", daemon=True)
                self.listener.start()
            self.changed.wait_for(lambda: self.rung > heard, seconds)

    def ring(self) -> None:
        with self.changed:
            self.rung += 1
            self.changed.notify_all()

    def listen(self) -> None:
        while not self.rests():
            try:
                with psycopg.connect(self.address, autocommit=True) as connection:
                    connection.execute(f"LISTEN {CHANNEL}")
                    self.hear(connection)
            except psycopg.Error as error:
                logging.getLogger(__name__).warning("The bell of the register cannot be heard: %s", error)
                with self.changed:
                    self.changed.wait(AGAIN_AFTER)

    def hear(self, connection: psycopg.Connection) -> None:
        self.ring()  # for what happened before anybody listened
        while not self.rests():
            for _ in connection.notifies(timeout=HEARS_FOR, stop_after=1):
                self.ring()

    def rests(self) -> bool:
        """Nobody has waited for a while: the connection is given up, and the next who waits begins anew."""
        with self.changed:
            is_over = monotonic() - self.asked_at > RESTS_AFTER
            if is_over:
                self.listener = None
        return is_over
