"""The modifier of one operator, for risk engines."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from app.accounts.clients import Scope
from app.api import BASE, api, schemas
from app.api.errors import NotFound
from app.api.guard import admit
from app.api.headers import cacheable, uncached
from app.api.metering import looked_at
from app.api.operations import AS_OF, IF_NONE_MATCH, KNOWN_AT, MODE, ROLE, SCHEME, SITE, TIN, described
from app.api.parameters import tin_asked
from app.extensions import db
from app.register import queries
from app.register.models import Restricted
from app.register.past.moments import moments
from app.risk import answers, present
from app.risk.parameters import shipment as asked


@api.get(f"{BASE}/operators/<tin>/risk")
@described(
    "Ask for the modifier of an operator",
    "Two figures to add to the scores of a shipment, with every component and the reasons. Only what is valid gives credit."
    " An answer about another moment has a receipt.",
    scopes=(Scope.RISK,),
    parameters=(TIN, SCHEME, ROLE, SITE, MODE, AS_OF, KNOWN_AT, IF_NONE_MATCH),
    answers=(schemas.RiskAnswer,),
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
def show_risk(tin: str) -> ResponseReturnValue:
    admit()
    when = moments(request.args.get("as_of"), request.args.get("known_at"))
    number, shipment = tin_asked(tin, when), asked(request.args)
    if when and number:
        looked_at([number])
        return cacheable(answers.modifier(db.session, number, when, shipment))
    entry = queries.find(db.session, number, Restricted.risk) if number else None
    if entry is None:
        raise NotFound
    looked_at([entry.tin])
    if body := present.published(entry, shipment):
        return cacheable(body)
    return uncached(present.computed(db.session, entry, shipment))
