"""A look-up node that stands alone: the look-ups, how fresh they are, and that all else is to be asked of the portal."""

from __future__ import annotations

from collections.abc import Iterable

import orjson

from app.config import Settings, settings
from app.core.refusals import Refusal
from app.core.windows import Budget
from app.lookup.anybody import Anybody
from app.lookup.app import LookUp, Start, unavailable
from app.lookup.request import Environ, HttpRequest
from app.lookup.response import JSON, OK, TO_NOBODY, HttpResponse, length, refused
from app.lookup.spool import SPOOL, Spool
from app.lookup.store import Reader
from app.lookup.well_formed import WellFormed
from app.usage.flushing import Flushing
from app.usage.noted import Usage

OF_ANYBODY = 60
"""Questions without a token from one address in a minute, as at the portal; each process counts its own."""


class Alone:
    """What answers where the replica does not."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def __call__(self, environ: Environ, start: Start, refusal: Refusal | None) -> Iterable[bytes]:
        request = HttpRequest(environ, "")
        response = refused(request, refusal) if refusal else self._answered(request, environ["PATH_INFO"])
        start(response.status, response.headers)
        return [response.body]

    def _answered(self, request: HttpRequest, path: str) -> HttpResponse:
        if path == "/healthz":
            return json_response({"status": "ok"})
        if path == "/readyz":
            return self._ready(request)
        return refused(request, Refusal("not-found", f"Here look-ups alone are answered; all else by {settings().lookup_portal}"))

    def _ready(self, request: HttpRequest) -> HttpResponse:
        """503 for as long as look-ups get one. `age` is that of the news, in seconds."""
        if self._reader.view() is None:
            return refused(request, unavailable().refusal)
        return json_response({"status": "ok", "age": round(self._reader.age(), 1)})


def json_response(document: object) -> HttpResponse:
    body = orjson.dumps(document)
    return HttpResponse(OK, [JSON, length(body), TO_NOBODY], body)


def node(configured: Settings, usage: Usage) -> LookUp:
    """The same proxies count as at the portal: for addresses, and for the certificates that tokens are bound to."""
    reader = Reader(configured.lookup_path, stale_after=configured.lookup_stale_after)
    anybody = Anybody(Budget(OF_ANYBODY), configured.trusted_proxies)
    return LookUp(reader, usage, Alone(reader), anybody=anybody, proxies=configured.certificates_from)


def made() -> WellFormed:
    configured, usage = settings(), Usage()
    Flushing(usage, Spool(configured.lookup_path / SPOOL)).start()
    return WellFormed(node(configured, usage))


app = made()
