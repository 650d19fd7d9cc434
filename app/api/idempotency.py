"""Requests that create something carry a key of the system's own: sent again, they get the first answer and do nothing twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256

from flask import Response, g, request
from sqlalchemy.orm import Session

from app.accounts import repeats
from app.accounts.repeats import OtherRequest, StillRunning
from app.api.errors import Refusal
from app.api.operations import KEY
from app.extensions import transaction

KEPT = ("Content-Type", "Cache-Control", "Location", "AEO-Checked-At")


class NotKept(Response):
    """An answer to something that does nothing twice by itself: sent again, it is answered anew."""


def once_by_key(act: Callable[[Session], Response]) -> Response:
    """Do it in one transaction with the note that it was done. What is refused is not noted: corrected, it may be sent again."""
    key, fingerprint = sent_key(), fingerprint_of_request()
    try:
        with transaction() as session:
            if known := repeats.begin(session, g.client, key, fingerprint):
                return Response(known["body"], known["status"], headers=known["headers"])
            response = act(session)
            if not isinstance(response, NotKept):
                repeats.keep(session, g.client, key, fingerprint, as_kept(response))
    except StillRunning as error:
        raise Refusal("conflict", str(error), headers={"Retry-After": "1"}) from None
    except OtherRequest as error:
        raise Refusal("idempotency-key-reused", str(error)) from None
    return response


def sent_key() -> str:
    """Also as the text of a structured field, in quotation marks."""
    key = request.headers.get("Idempotency-Key", "").strip().strip('"')
    if not re.fullmatch(KEY, key):
        place = [{"header": "Idempotency-Key", "detail": f"One that fits {KEY}, best a UUID"}]
        raise Refusal("invalid-request", "This request needs an Idempotency-Key.", errors=place)
    return key


def fingerprint_of_request() -> str:
    return sha256(f"{request.method} {request.full_path}\n".encode() + request.get_data()).hexdigest()


def as_kept(response: Response) -> dict[str, object]:
    headers = {name: response.headers[name] for name in KEPT if name in response.headers}
    return {"status": response.status_code, "headers": headers, "body": response.get_data(as_text=True)}
