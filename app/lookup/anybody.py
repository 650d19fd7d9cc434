"""Who asks without a token: all that is known of them is an address, and each may ask so much."""

from __future__ import annotations

from typing import NamedTuple

from app.core.windows import Budget
from app.lookup.request import Environ


class Anybody(NamedTuple):
    """What one address may ask in a minute; before the web server stand so many proxies, each of which tells whom it serves."""

    budget: Budget
    proxies: int = 0

    def address(self, environ: Environ) -> str:
        """As the portal finds it: what was there before the first proxy of ours is only said."""
        told = environ.get("HTTP_X_FORWARDED_FOR", "").split(",") if self.proxies else []
        before = told[-self.proxies].strip() if len(told) >= self.proxies > 0 else ""
        return before or str(environ.get("REMOTE_ADDR", "unknown"))
