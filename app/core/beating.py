"""What is done again and again beside everything else, for as long as the process lives."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

log = logging.getLogger("beating")


def every(seconds: float, do: Callable[[], None], *, name: str, at_once: bool = False) -> None:
    """In a thread of its own. What goes wrong is told in the log, and tried again: no error ends it."""

    def go_on() -> None:
        if not at_once:
            time.sleep(seconds)
        while True:
            try:
                do()
            except Exception:
                log.exception("%s went wrong; it is tried again in %g s", name, seconds)
            time.sleep(seconds)

    threading.Thread(target=go_on, name=name, daemon=True).start()
