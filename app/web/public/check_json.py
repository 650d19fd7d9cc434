"""The check of a certificate in JSON, described in `/openapi.json`."""

from __future__ import annotations

import orjson
from flask import Response, g

from app.core import clock
from app.core.problems import MEDIA_TYPE, PROBLEMS
from app.register import bodies
from app.register.particulars import Particulars


def found(code: str, known: Particulars) -> Response:
    body = bodies.certificate(known, clock.today()) | {"code": code, "checked_at": clock.rfc3339(clock.now(), "seconds")}
    return Response(orjson.dumps(body), content_type="application/json")


def problem(slug: str, detail: str = "", retry_after: int | None = None) -> Response:
    kind = PROBLEMS[slug]
    body = kind.body(detail, instance=g.get("request_id"), retry_after=retry_after)
    wait = {"Retry-After": str(retry_after)} if retry_after else None
    return Response(orjson.dumps(body), kind.status, wait, content_type=MEDIA_TYPE)
