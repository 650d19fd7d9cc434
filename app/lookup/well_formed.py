"""What no part of ours could read in time, or without falling over it, is refused before any of them sees it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from app.core.refusals import Refusal
from app.core.unread import read_rest
from app.lookup.request import Environ, HttpRequest
from app.lookup.response import refused

LONGEST_ACCEPT, LONGEST_HOST = 1_024, 255
LABEL = r"[A-Za-z0-9_-]{1,63}"
HOST = re.compile(rf"(?:{LABEL}(?:\.{LABEL})*\.?|\[[0-9A-Fa-f:.]+\])(?::\d{{1,5}})?")

Start = Callable[..., object]


class WellFormed:
    """Around an app: hosts that are none, and an Accept over which werkzeug takes a time that grows with its square."""

    def __init__(self, app: Callable[[Environ, Start], Iterable[bytes]]) -> None:
        self._app = app

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        refusal = fault(environ)
        if refusal is None:
            return self._app(environ, start)
        read_rest(environ)
        response = refused(HttpRequest(environ, ""), refusal)
        start(response.status, response.headers)
        return [response.body]


def fault(environ: Environ) -> Refusal | None:
    if not all(map(is_host, hosts(environ))):
        return Refusal("invalid-request", "The header Host names no host.")
    if len(environ.get("HTTP_ACCEPT", "")) > LONGEST_ACCEPT:
        return Refusal("not-acceptable", f"The header Accept has more than {LONGEST_ACCEPT:,} characters.")
    return None


def hosts(environ: Environ) -> list[str]:
    """As it was sent to us, and to each proxy before us."""
    sent = [environ["HTTP_HOST"]] if "HTTP_HOST" in environ else []
    return sent + [one.strip() for one in environ.get("HTTP_X_FORWARDED_HOST", "").split(",") if one.strip()]


def is_host(sent: str) -> bool:
    return len(sent) <= LONGEST_HOST and HOST.fullmatch(sent) is not None
