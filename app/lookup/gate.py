"""Who asks: a token is verified once and remembered until it expires; what its system may ask is looked up after every change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from threading import Lock
from typing import Any, NamedTuple

from joserfc.jwk import ECKey

from app.config import Proxies
from app.core import certificates, tokens
from app.core.access import Access
from app.core.refusals import AccessEnded, BadToken, NotBearer
from app.core.tokens import Bearer, InvalidToken
from app.lookup.elsewhere import Elsewhere
from app.lookup.request import HttpRequest
from app.lookup.store import View
from app.lookup.store.generation import Generation

AT_MOST = 20_000
"""So many tokens are remembered: some twenty megabytes."""


class Caller(NamedTuple):
    """A system with a good token, as the replica had it at this version."""

    client_id: str
    scopes: frozenset[str]
    version: int
    until: int
    bearer: Bearer
    access: Access


class Gate:
    """Of one process. The portal has the last word where nobody is let in: it may know of newer systems and keys."""

    def __init__(self, proxies: Proxies) -> None:
        self._proxies, self._lock = proxies, Lock()
        self._callers: dict[str, Caller] = {}
        self._generation: Generation | None = None
        self._keys: Mapping[str, Any] | None = None
        self._imported: dict[str, ECKey] = {}

    def caller(self, request: HttpRequest, view: View) -> Caller:
        """Whom the header Authorization names, or `Elsewhere`."""
        token = token_of(request.environ["HTTP_AUTHORIZATION"])
        known = self._callers.get(token)
        if known is None or known.version != view.version or view.generation is not self._generation:
            known = self._look(token, known, view, request)
        if known.until <= request.at:
            raise Elsewhere(BadToken())
        if known.bearer.certificate is not None:
            self._open(known.access, known.bearer, request)
        return known

    def _look(self, token: str, known: Caller | None, view: View, request: HttpRequest) -> Caller:
        if self._take_keys(view):
            known = None
        bearer = known.bearer if known else self._verified(token, request.moment)
        access = view.client(bearer.client_id)
        if access is None:
            raise Elsewhere(AccessEnded())
        scopes = self._open(access, bearer, request)
        caller = Caller(bearer.client_id, scopes, view.version, bearer.until, bearer, access)
        self._remember(token, caller)
        return caller

    def _open(self, access: Access, bearer: Bearer, request: HttpRequest) -> frozenset[str]:
        try:
            return access.open(bearer, certificates.of(request.environ, self._proxies))
        except InvalidToken as error:
            raise Elsewhere(BadToken(str(error))) from None

    def _take_keys(self, view: View) -> bool:
        """Whether they are others than before: then nothing counts that was verified with those."""
        keys = view.keys()
        if view.generation is self._generation and keys == self._keys:
            return False
        with self._lock:
            self._callers.clear()
            self._imported = imported(keys)
            self._generation, self._keys = view.generation, keys
        return True

    def _verified(self, token: str, moment: datetime) -> Bearer:
        try:
            return tokens.verify(token, self._imported, moment)
        except InvalidToken:
            raise Elsewhere(BadToken()) from None

    def _remember(self, token: str, caller: Caller) -> None:
        """The longest remembered makes room."""
        with self._lock:
            if len(self._callers) >= AT_MOST and token not in self._callers:
                del self._callers[next(iter(self._callers))]
            self._callers[token] = caller


def token_of(header: str) -> str:
    """The token alone: with whatever blanks and capitals it is sent, it is remembered once."""
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not (token := token.strip()):
        raise Elsewhere(NotBearer())
    return token


def imported(keys: Mapping[str, Any] | None) -> dict[str, ECKey]:
    """By their names."""
    return {one["kid"]: ECKey.import_key(one) for one in keys["keys"]} if keys else {}
