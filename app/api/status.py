"""The status of one operator: all of it for authorised systems, for anybody else only with the operator's consent."""

from __future__ import annotations

from flask import g, request
from flask.typing import ResponseReturnValue

from app.accounts.clients import Scope
from app.api import BASE, api, schemas
from app.api.access import need
from app.api.errors import NotFound
from app.api.headers import cacheable
from app.api.limits import count_address, count_ids
from app.api.operations import AS_OF, FOR, IF_NONE_MATCH, KNOWN_AT, SCHEME, TIN, described
from app.api.parameters import only_json, tin_asked
from app.core.refusals import Unauthenticated
from app.extensions import db
from app.register import queries, reading
from app.register.models import Restricted
from app.register.parameters import coverage_of
from app.register.past.moments import Moments, moments
from app.register.standing import Coverage
from app.risk import answers


@api.get(f"{BASE}/operators/<tin>/status")
@described(
    "Ask for the status of an operator",
    "Without a token only operators that agreed to be public are shown, in the words of the public: a suspension is not told."
    " Other moments are told to systems alone, each answer with a receipt.",
    scopes=(Scope.STATUS,),
    is_public=True,
    parameters=(TIN, SCHEME, FOR, AS_OF, KNOWN_AT, IF_NONE_MATCH),
    answers=(schemas.StatusAnswer, schemas.PublicStatusAnswer),
    problems=(
        "invalid-request",
        "unauthenticated",
        "insufficient-scope",
        "not-found",
        "invalid-identifier",
        "not-yet-known",
        "rate-limited",
    ),
)
def show_status(tin: str) -> ResponseReturnValue:
    only_json()
    body = for_anybody(tin) if g.client is None else for_client(tin)
    if body is None:
        raise NotFound
    return cacheable(body)


def for_client(tin: str) -> bytes | None:
    need(Scope.STATUS)
    count_ids(1)
    number, coverage, when = question(tin)
    if when and number:
        return answers.status(db.session, number, when, coverage)
    entry = queries.find(db.session, number, Restricted.status) if number else None
    return reading.status(entry, coverage) if entry else None


def for_anybody(tin: str) -> bytes | None:
    count_address()
    number, coverage, when = question(tin)
    if when:
        raise Unauthenticated("Other moments are told to systems with a token.")
    entry = queries.find_public(db.session, number) if number else None
    return reading.public(entry, coverage) if entry else None


def question(written: str) -> tuple[str | None, Coverage, Moments | None]:
    when = moments(request.args.get("as_of"), request.args.get("known_at"))
    return tin_asked(written, when), coverage_of(request.args.get("for")), when
