"""What every answer to a system says beside its body."""

from __future__ import annotations

from hashlib import sha256

from flask import Response, g, request

from app.api.operations import OPERATIONS
from app.core import clock, windows
from app.core.protection import ACROSS

PUBLIC, PRIVATE, NEVER = "public, max-age=0, must-revalidate", "private, no-cache", "no-store"


def cacheable(body: bytes) -> Response:
    """The bytes of the register; 304 to whoever has them already.

    The validator is made of the bytes alone: a register that was restored or filled anew never takes one for other bytes.
    """
    response = Response(body, content_type="application/json")
    response.headers["Cache-Control"] = PUBLIC if g.client is None else PRIVATE
    response.headers["AEO-Checked-At"] = clock.rfc3339(clock.now(), "seconds")
    response.set_etag(sha256(body).hexdigest()[:32])
    response.make_conditional(request)
    return response


def uncached(body: bytes) -> Response:
    """An answer to this question alone, which nobody keeps."""
    response = Response(body, content_type="application/json")
    response.headers["Cache-Control"] = NEVER
    response.headers["AEO-Checked-At"] = clock.rfc3339(clock.now(), "seconds")
    return response


def is_public() -> bool:
    """Whether anybody may read here. An address that there is not is nobody's secret."""
    operation = OPERATIONS.get(request.endpoint or "")
    return operation is None or operation.is_public


def tell(response: Response) -> Response:
    """After every answer, refusals too."""
    response.vary.update(["Accept", "Accept-Encoding", "Authorization"])
    if "Authorization" not in request.headers:
        response.headers.update(ACROSS.get(request.method, {}) if is_public() else {})
    if "left" in g:
        response.headers.update(windows.rate_limit_headers(g.limit, g.left, clock.now().timestamp()))
    return response
