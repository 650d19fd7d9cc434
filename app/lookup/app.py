"""The plain-WSGI app of look-ups: it answers from the replica, and leaves to others what it does not answer."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any

import lmdb

from app.config import Proxies
from app.core.refusals import BeyondScope, NoToken, Refusal
from app.lookup.anybody import Anybody
from app.lookup.asked import Asked, Environ, takes_json
from app.lookup.elsewhere import Elsewhere
from app.lookup.gate import Gate
from app.lookup.operations import ADDRESS, OPERATIONS, Operation
from app.lookup.operators import public_status, status
from app.lookup.store import Reader, View
from app.lookup.told import Answer, refused
from app.register.asking import only_known
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
            answer = self._answered(operation, Asked(environ, address[1]))
        except Elsewhere as elsewhere:
            return self._others(environ, start, elsewhere.refusal)
        start(answer.status, answer.headers)
        return [answer.body]

    def _answered(self, operation: Operation, asked: Asked) -> Answer:
        view = self._reader.view()
        if view is None:
            raise unavailable()
        try:
            with view:
                answer = self._answer(operation, asked, view)
        except Refusal as refusal:
            answer = refused(asked, refusal)
        except lmdb.Error as error:
            log.exception("The replica cannot be read")
            raise unavailable() from error
        if not asked.is_public:
            self._note(operation, asked, answer)
        return answer

    def _answer(self, operation: Operation, asked: Asked, view: View) -> Answer:
        """In the order of the portal: who asks, what is wrong with the question, and only then what it is about."""
        if asked.is_public:
            return self._answer_anybody(operation, asked, view)
        caller = self._gate.caller(asked, view)
        asked.asker = caller.client_id
        check(operation, asked)
        if operation.scope not in caller.scopes:
            raise BeyondScope(operation.scope)
        return operation.answer(asked, view)

    def _answer_anybody(self, operation: Operation, asked: Asked, view: View) -> Answer:
        if self._anybody is None:
            raise Elsewhere(NoToken())
        check(operation, asked)
        if operation.answer is not status:
            raise NoToken
        asked.asker, asked.budget = self._anybody.address(asked.environ), self._anybody.budget
        return public_status(asked, view)

    def _note(self, operation: Operation, asked: Asked, answer: Answer) -> None:
        """As the portal does: what was refused is counted as refused, and as no look."""
        if answer.is_refusal:
            self._usage.note(asked.asker, operation.name, 0, refused=True)
        else:
            read = Read(asked.moment, asked.asker, asked.looked_at) if asked.looked_at else None
            self._usage.note(asked.asker, operation.name, asked.ids, read)


def check(operation: Operation, asked: Asked) -> None:
    if asked.given:
        only_known(asked.given, operation.parameters)
    if not takes_json(asked.environ.get("HTTP_ACCEPT", "")):
        raise Refusal("not-acceptable")


def unavailable() -> Elsewhere:
    """This says nothing about any operator."""
    wait = {"Retry-After": str(AGAIN_AFTER)}
    return Elsewhere(Refusal("unavailable", headers=wait, retry_after=AGAIN_AFTER))
