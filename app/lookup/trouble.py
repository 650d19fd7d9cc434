"""What goes wrong again and again, said once."""

from __future__ import annotations

import logging

log = logging.getLogger("lookup")


class Trouble:
    """Told in the log when it begins or becomes another one, not each second; and when it is `over`."""

    def __init__(self, over: str) -> None:
        self._over, self._now = over, ""

    def met(self, what: str) -> None:
        if what != self._now:
            log.warning(what)
        self._now = what

    def over(self) -> None:
        if self._now:
            log.warning(self._over)
        self._now = ""
