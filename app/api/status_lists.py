"""Status lists: signed files, the same for everybody. Any web server or cache may hand them out in our place."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime
from hashlib import sha256

from flask import Response, request
from flask.typing import ResponseReturnValue

from app.api import api, schemas
from app.api.discovery import kept_for_minutes
from app.api.errors import NotFound, Refusal
from app.api.operations import IF_NONE_MATCH, Parameter, described
from app.core import clock
from app.register.status_list import tokens, writing
from app.register.status_list.places import address

NUMBER = Parameter("number", "path", "The last part of `uri` in a status answer.", "1", least=1, most=2**31 - 1)
TIME = Parameter("time", "query", "The list of an earlier moment.", "1793887200", is_described=False)
AGAIN_AFTER = 60


@api.get("/statuslists")
@described(
    "List the status lists",
    "Every list there is: whoever loads them all tells nobody which operator is asked about.",
    is_public=True,
    parameters=(IF_NONE_MATCH,),
    answers=(schemas.StatusListsAnswer,),
)
def list_status_lists() -> ResponseReturnValue:
    return kept_for_minutes({"status_lists": [address(number) for number in writing.numbers()]})


@api.get("/statuslists/<int:number>")
@described(
    "Get a status list",
    "A Token Status List of the IETF (draft 21) as a signed JWT, two bits a place: 0 valid, 1 invalid, 2 suspended where that is"
    " told. Keep it for `ttl` seconds and believe it until `exp`. No earlier list is kept: `?time=` is answered with 501.",
    is_public=True,
    parameters=(NUMBER, TIME, IF_NONE_MATCH),
    files=(tokens.MEDIA_TYPE,),
    problems=("not-found", "history-not-kept", "unavailable"),
)
def show_status_list(number: int) -> ResponseReturnValue:
    if request.accept_mimetypes and not request.accept_mimetypes[tokens.MEDIA_TYPE]:
        raise Refusal("not-acceptable", f"Only {tokens.MEDIA_TYPE} is kept.")
    if "time" in request.args:
        raise Refusal("history-not-kept")
    try:
        path = writing.path_of(number)
        token, written_at = path.read_bytes(), datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except FileNotFoundError:
        raise NotFound from None
    left = written_at + tokens.LIFE - clock.now()
    if left.total_seconds() <= 0:
        raise Refusal("unavailable", "The list was not renewed in time.", headers={"Retry-After": str(AGAIN_AFTER)})
    return answered(token, min(int(left.total_seconds()), int(tokens.TTL.total_seconds())))


def answered(token: bytes, fresh_for: int) -> Response:
    """With the digest of RFC 9530, which is the validator too."""
    digest = sha256(token).digest()
    response = Response(token, content_type=tokens.MEDIA_TYPE)
    response.headers["Cache-Control"] = f"public, max-age={fresh_for}"
    response.headers["Repr-Digest"] = f"sha-256=:{b64encode(digest).decode()}:"
    response.set_etag(digest.hex()[:32])
    response.make_conditional(request)
    return response
