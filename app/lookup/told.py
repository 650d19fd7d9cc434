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
from app.lookup.asked import Asked

Headers = list[tuple[str, str]]

OK, NOT_MODIFIED = "200 OK", "304 Not Modified"
JSON, PROBLEM = ("Content-Type", "application/json"), ("Content-Type", MEDIA_TYPE)
TO_ANYBODY, TO_ONE = ("Cache-Control", "public, max-age=0, must-revalidate"), ("Cache-Control", "private, no-cache")
TO_NOBODY = ("Cache-Control", "no-store")


class Answer(NamedTuple):
    """What goes out."""

    status: str
    headers: Headers
    body: bytes = b""

    @property
    def is_refusal(self) -> bool:
        return self.status >= "4"


def found(asked: Asked, body: bytes, tag: str) -> Answer:
    """What may be kept and asked about again; nothing to whoever has it already."""
    kept = TO_ANYBODY if asked.is_public else TO_ONE
    about = [kept, ("AEO-Checked-At", checked_at(int(asked.at))), ("ETag", f'"{tag}"'), *beside(asked)]
    if "HTTP_IF_NONE_MATCH" in asked.environ and asked.has(tag):
        return Answer(NOT_MODIFIED, about)
    about += JSON, length(body)
    return Answer(OK, about, body)


def once(asked: Asked, body: bytes) -> Answer:
    """An answer to this question alone, which nobody keeps."""
    about = [JSON, length(body), TO_NOBODY, ("AEO-Checked-At", checked_at(int(asked.at))), *beside(asked)]
    return Answer(OK, about, body)


def refused(asked: Asked, refusal: Refusal) -> Answer:
    """As a problem (RFC 9457)."""
    instance = None if isinstance(refusal, NotFound) else asked.id
    body = orjson.dumps(refusal.problem.body(refusal.detail, instance=instance, **refusal.more))
    status = HTTPStatus(refusal.problem.status)
    about = [PROBLEM, length(body), TO_NOBODY, *refusal.headers.items(), *beside(asked)]
    return Answer(f"{status.value} {status.phrase}", about, body)


def length(body: bytes) -> tuple[str, str]:
    return "Content-Length", str(len(body))


@lru_cache(maxsize=2)
def checked_at(second: int) -> str:
    return clock.written(datetime.fromtimestamp(second, UTC))


@cache
def always() -> tuple[tuple[str, str], ...]:
    by_tls = protection.BY_TLS if settings().is_served_by_tls else {}
    return ("Vary", "Accept, Accept-Encoding, Authorization"), *protection.ALWAYS.items(), *by_tls.items()


def beside(asked: Asked) -> Headers:
    """What every answer says, and what is left to whom it was counted for."""
    about = [*always(), ("X-Request-Id", asked.id)]
    if asked.left >= 0:
        about += windows.told(asked.budget.limit, asked.left, asked.at).items()
    if asked.is_public:
        about += protection.ACROSS["GET"].items()
    return about
