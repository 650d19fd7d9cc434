"""Asking a portal elsewhere, as a system with a token that is renewed in time."""

from __future__ import annotations

import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

import orjson
import urllib3
from urllib3.exceptions import HTTPError

from app.config import Settings
from app.core import clock
from app.lookup.sources import Away, Expired, Refused

CONNECT, ANSWER = 3.0, 5.0
RENEWED_BEFORE = 60.0
BAD = (400, 413, 422)
FORM = "application/x-www-form-urlencoded"
HALF = 0.5
"""Of a second: the clock in an answer is told in whole ones, rounded down."""


class PortalClient:
    """Its address, and who we are there."""

    def __init__(self, configured: Settings) -> None:
        self.address = configured.lookup_portal.rstrip("/")
        self._known_as = f"{configured.lookup_client_id}:{configured.lookup_client_secret}"
        self._pool = urllib3.PoolManager(retries=False, headers={"User-Agent": "aeo-lookup-node"})
        self._token, self._until = "", 0.0

    def document(self, path: str, query: Mapping[str, str | int] | None = None, *, wait: float = 0.0) -> tuple[Any, float]:
        """What is told at this path, and by how many seconds the clock there is ahead of ours."""
        answer = self.get(path, query, wait=wait)
        try:
            return orjson.loads(answer.data), ahead(answer)
        except (orjson.JSONDecodeError, HTTPError) as error:
            raise Away(f"{path} was cut short: {error}") from error

    def get(
        self, path: str, query: Mapping[str, str | int] | None = None, *, wait: float = 0.0, stream: bool = False
    ) -> urllib3.BaseHTTPResponse:
        """`Expired` where the cursor is. A token that is not taken any more is replaced once."""
        for _ in range(2):
            headers = {"Authorization": f"Bearer {self._current_token()}", "Cache-Control": "no-cache"}
            answer = self._ask("GET", path, wait=wait, fields=query, headers=headers, preload_content=not stream)
            if answer.status != 401:
                break
            self._until = 0.0
        if answer.status == 410:
            raise Expired("The portal cannot go on from this cursor.")
        return accepted(path, answer)

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> None:
        """`Refused` where it is the body that is wrong."""
        known = {"Authorization": f"Bearer {self._current_token()}", "Content-Type": "application/json"}
        answer = self._ask("POST", path, body=body, headers={**known, **headers})
        if answer.status == 401:
            self._until = 0.0
        if answer.status in BAD:
            raise Refused(answer.data[:300].decode(errors="replace"))
        accepted(path, answer)

    def _current_token(self) -> str:
        if time.monotonic() > self._until:
            headers = {**urllib3.make_headers(basic_auth=self._known_as), "Content-Type": FORM}
            path = "/oauth/token"
            answer = accepted(path, self._ask("POST", path, body="grant_type=client_credentials", headers=headers))
            try:
                told = orjson.loads(answer.data)
                self._token, lasts = told["access_token"], told["expires_in"]
            except (orjson.JSONDecodeError, KeyError, TypeError) as error:
                raise Away(f"{self.address} gives no token: is it a portal?") from error
            self._until = time.monotonic() + lasts - RENEWED_BEFORE
        return self._token

    def _ask(self, method: str, path: str, *, wait: float = 0.0, **otherwise: Any) -> urllib3.BaseHTTPResponse:
        timeout = urllib3.Timeout(connect=CONNECT, read=wait + ANSWER)
        try:
            return self._pool.request(method, self.address + path, timeout=timeout, redirect=False, **otherwise)
        except HTTPError as error:
            raise Away(f"{self.address} does not answer: {error}") from error

    def close(self) -> None:
        self._pool.clear()


def accepted(path: str, answer: urllib3.BaseHTTPResponse) -> urllib3.BaseHTTPResponse:
    if not 200 <= answer.status < 300:
        said = answer.data[:300].decode(errors="replace")
        raise Away(f"{path} answers {answer.status}: {said}")
    return answer


def ahead(answer: urllib3.BaseHTTPResponse) -> float:
    """None of them says when it was told: then nothing is known of the clock, and nothing is answered by it."""
    try:
        there = parsedate_to_datetime(answer.headers["Date"])
    except (KeyError, ValueError) as error:
        raise Away("The portal does not say what time it is.") from error
    return (there - clock.now()).total_seconds() + HALF
