"""The plain-WSGI app of look-ups: it answers from the replica, and leaves to others what it does not answer."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any

import lmdb

from app.config import Proxies
from app.core.refusals import BeyondScope, NoToken, Refusal
from app.lookup.anybody import Anybody
from app.lookup.elsewhere import Elsewhere
from app.lookup.gate import Gate
from app.lookup.operations import ADDRESS, OPERATIONS, Operation
from app.lookup.operators import public_status, status
from app.lookup.request import Environ, HttpRequest, takes_json
from app.lookup.response import HttpResponse, refused
from app.lookup.store import Reader, View
from app.register.parameters import only_known
from app.usage.noted import Read, Usage

Start = Callable[..., Any]
Others = Callable[[Environ, Start, Refusal | None], Iterable[bytes]]

NOBODY = Proxies()
AGAIN_AFTER = 5
log = logging.getLogger("lookup")


class LookUp:
    """Before the portal or alone. `others` answer all else, or say the refusal; who has no token is answered if `anybody` is."""

    def __init__(
        self, reader: Reader, usage: Usage, others: Others, *, anybody: Anybody | None = None, proxies: Proxies = NOBODY
    ) -> None:
        self._reader, self._usage, self._others = reader, usage, others
        self._gate, self._anybody = Gate(proxies), anybody

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        address = ADDRESS.fullmatch(environ["PATH_INFO"])
        operation = OPERATIONS.get((environ["REQUEST_METHOD"], address[2] or address[3])) if address else None
        if address is None or operation is None:
            return self._others(environ, start, None)
        try:
            response = self._answered(operation, HttpRequest(environ, address[1]))
        except Elsewhere as elsewhere:
            return self._others(environ, start, elsewhere.refusal)
        start(response.status, response.headers)
        return [response.body]

    def _answered(self, operation: Operation, request: HttpRequest) -> HttpResponse:
        view = self._reader.view()
        if view is None:
            raise unavailable()
        try:
            with view:
                response = self._answer(operation, request, view)
        except Refusal as refusal:
            response = refused(request, refusal)
        except lmdb.Error as error:
            log.exception("The replica cannot be read")
            raise unavailable() from error
        if not request.is_public:
            self._note(operation, request, response)
        return response

    def _answer(self, operation: Operation, request: HttpRequest, view: View) -> HttpResponse:
        """In the order of the portal: who asks, what is wrong with the question, and only then what it is about."""
        if request.is_public:
            return self._answer_anybody(operation, request, view)
        caller = self._gate.caller(request, view)
        request.asker = caller.client_id
        check(operation, request)
        if operation.scope not in caller.scopes:
            raise BeyondScope(operation.scope)
        return operation.answer(request, view)

    def _answer_anybody(self, operation: Operation, request: HttpRequest, view: View) -> HttpResponse:
        if self._anybody is None:
            raise Elsewhere(NoToken())
        check(operation, request)
        if operation.answer is not status:
            raise NoToken
        request.asker, request.budget = self._anybody.address(request.environ), self._anybody.budget
        return public_status(request, view)

    def _note(self, operation: Operation, request: HttpRequest, response: HttpResponse) -> None:
        """As the portal does: what was refused is counted as refused, and as no look."""
        if response.is_refusal:
            self._usage.note(request.asker, operation.name, 0, refused=True)
        else:
            read = Read(request.moment, request.asker, request.looked_at) if request.looked_at else None
            self._usage.note(request.asker, operation.name, request.ids, read)


def check(operation: Operation, request: HttpRequest) -> None:
    if request.query:
        only_known(request.query, operation.parameters)
    if not takes_json(request.environ.get("HTTP_ACCEPT", "")):
        raise Refusal("not-acceptable")


def unavailable() -> Elsewhere:
    """This says nothing about any operator."""
    wait = {"Retry-After": str(AGAIN_AFTER)}
    return Elsewhere(Refusal("unavailable", headers=wait, retry_after=AGAIN_AFTER))
