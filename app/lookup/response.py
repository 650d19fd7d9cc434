"""Answers as they go out: with the same bytes and headers as the portal's own."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache, lru_cache
from http import HTTPStatus
from typing import NamedTuple

import orjson

from app.config import settings
from app.core import clock, protection, windows
from app.core.problems import MEDIA_TYPE
from app.core.refusals import NotFound, Refusal
from app.lookup.request import HttpRequest

Headers = list[tuple[str, str]]

OK, NOT_MODIFIED = "200 OK", "304 Not Modified"
JSON, PROBLEM = ("Content-Type", "application/json"), ("Content-Type", MEDIA_TYPE)
TO_ANYBODY, TO_ONE = ("Cache-Control", "public, max-age=0, must-revalidate"), ("Cache-Control", "private, no-cache")
TO_NOBODY = ("Cache-Control", "no-store")


class HttpResponse(NamedTuple):
    """Status line, headers and body, as WSGI takes them."""

    status: str
    headers: Headers
    body: bytes = b""

    @property
    def is_refusal(self) -> bool:
        return self.status >= "4"


def cacheable(request: HttpRequest, body: bytes, tag: str) -> HttpResponse:
    """What may be kept and asked about again; nothing to whoever has it already."""
    kept = TO_ANYBODY if request.is_public else TO_ONE
    headers = [kept, ("AEO-Checked-At", checked_at(int(request.at))), ("ETag", f'"{tag}"'), *common_headers(request)]
    if "HTTP_IF_NONE_MATCH" in request.environ and request.has(tag):
        return HttpResponse(NOT_MODIFIED, headers)
    headers += JSON, length(body)
    return HttpResponse(OK, headers, body)


def uncached(request: HttpRequest, body: bytes) -> HttpResponse:
    """An answer to this question alone, which nobody keeps."""
    headers = [JSON, length(body), TO_NOBODY, ("AEO-Checked-At", checked_at(int(request.at))), *common_headers(request)]
    return HttpResponse(OK, headers, body)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """As a problem (RFC 9457)."""
    instance = None if isinstance(refusal, NotFound) else request.id
    body = orjson.dumps(refusal.problem.body(refusal.detail, instance=instance, **refusal.more))
    status = HTTPStatus(refusal.problem.status)
    headers = [PROBLEM, length(body), TO_NOBODY, *refusal.headers.items(), *common_headers(request)]
    return HttpResponse(f"{status.value} {status.phrase}", headers, body)


def length(body: bytes) -> tuple[str, str]:
    return "Content-Length", str(len(body))


@lru_cache(maxsize=2)
def checked_at(second: int) -> str:
    return clock.rfc3339(datetime.fromtimestamp(second, UTC))


@cache
def fixed_headers() -> tuple[tuple[str, str], ...]:
    by_tls = protection.BY_TLS if settings().is_served_by_tls else {}
    return ("Vary", "Accept, Accept-Encoding, Authorization"), *protection.ALWAYS.items(), *by_tls.items()


def common_headers(request: HttpRequest) -> Headers:
    """What every answer says, and what is left to whom it was counted for."""
    headers = [*fixed_headers(), ("X-Request-Id", request.id)]
    if request.left >= 0:
        headers += windows.rate_limit_headers(request.budget.limit, request.left, request.at).items()
    if request.is_public:
        headers += protection.ACROSS["GET"].items()
    return headers
