"""What somebody sends may arrive as slowly as they like: however many do so, who sends nothing is answered.

A thread that reads a body waits for its sender, and our web server never ends that. A proxy that holds a body until it has
arrived (`deploy/proxy`) keeps the slow away from the threads; without one, forms wait for each other here, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from threading import Semaphore
from typing import Any, BinaryIO

from app.core.refusals import Refusal

THREADS = 4
"""Of each web process of the portal; one of them never reads what somebody sends."""
PATIENCE = 0.1
"""Seconds: whoever waits for a place takes up a thread."""
AGAIN_AFTER = 5
READING = frozenset({"GET", "HEAD"})  # of any other HTTP/2 announces no body

Environ = dict[str, Any]
App = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


class Crowded(Refusal):
    """All places are taken by those whose bodies do not arrive."""

    def __init__(self) -> None:
        wait = {"Retry-After": str(AGAIN_AFTER)}
        super().__init__("unavailable", "Too much is arriving at this moment.", headers=wait, retry_after=AGAIN_AFTER)


class Arriving:
    """Around an app: its bodies are read in so many places at most."""

    def __init__(self, app: App, places: int = THREADS - 1) -> None:
        self._app, self._places = app, Semaphore(places)

    def __call__(self, environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in READING or environ.get("CONTENT_LENGTH") or "HTTP_TRANSFER_ENCODING" in environ:
            environ["wsgi.input"] = Body(environ["wsgi.input"], self._places)
        return self._app(environ, start)


class Body:
    """`Crowded` where there is no place to read in. After that it is at its end: what is answered then is read by nobody."""

    def __init__(self, source: BinaryIO, places: Semaphore) -> None:
        self._source, self._places, self._is_given_up = source, places, False

    def read(self, size: int = -1) -> bytes:
        return self._in_its_place(self._source.read, size)

    def readline(self, size: int = -1) -> bytes:
        return self._in_its_place(self._source.readline, size)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.readline, b"")

    def _in_its_place(self, read: Callable[[int], bytes], size: int) -> bytes:
        if self._is_given_up:
            return b""
        if not self._places.acquire(timeout=PATIENCE):
            self._is_given_up = True
            raise Crowded
        try:
            return read(size)
        finally:
            self._places.release()
