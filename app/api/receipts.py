"""The receipt of an answer about a moment: the same answer again, byte for byte."""

from __future__ import annotations

import orjson
from flask import g
from flask.typing import ResponseReturnValue

from app.accounts.clients import Scope
from app.api import BASE, api, schemas
from app.api.access import need
from app.api.headers import cacheable
from app.api.limits import count_ids
from app.api.metering import looked_at
from app.api.operations import IF_NONE_MATCH, RECEIPT, described
from app.api.parameters import only_json
from app.core.refusals import NoToken, Refusal
from app.extensions import db
from app.register.past import receipts
from app.register.past.receipts import Foreign, Receipt
from app.risk import answers
from app.risk.answers import STATUS


@api.get(f"{BASE}/receipts/<receipt>")
@described(
    "Get an answer about a moment again",
    "The very bytes that were answered, whatever was learnt since. It asks for the scope of the answer.",
    scopes=(Scope.STATUS, Scope.RISK),
    parameters=(RECEIPT, IF_NONE_MATCH),
    answers=(schemas.StatusAnswer, schemas.RiskAnswer),
    problems=("invalid-request", "unauthenticated", "insufficient-scope", "not-found", "not-reproduced", "rate-limited"),
)
def show_receipt(receipt: str) -> ResponseReturnValue:
    only_json()
    if g.client is None:
        raise NoToken
    count_ids(1)
    known = read(receipt)
    need(Scope.STATUS if known.what == STATUS else Scope.RISK)
    body = answers.again(db.session, known)
    if known.what != STATUS:
        looked_at([orjson.loads(body)["tin"]])
    return cacheable(body)


def read(text: str) -> Receipt:
    try:
        return receipts.read(text)
    except Foreign:
        raise Refusal("not-found", "This is no receipt of this portal, or it was changed.") from None
