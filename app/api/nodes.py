"""What a look-up node keeps beside the register, asked for when the feed says that it changed."""

from __future__ import annotations

import orjson
from flask.typing import ResponseReturnValue

from app.accounts.clients import Scope
from app.api import BASE, api, schemas
from app.api.guard import admit
from app.api.headers import uncached
from app.api.operations import described
from app.extensions import db
from app.risk.policies import published
from app.signing import service as signing
from app.signing.words import Use


@api.get(f"{BASE}/node")
@described(
    "What a look-up node needs",
    "Beside snapshot and feed: the public keys, the policies, and from when on each is in force.",
    scopes=(Scope.NODE,),
    answers=(schemas.NodeAnswer,),
    problems=("unauthenticated", "insufficient-scope", "rate-limited"),
)
def show_node() -> ResponseReturnValue:
    admit()
    policies = {"policies": published.texts(db.session), "periods": published.turns(db.session)}
    return uncached(orjson.dumps({"keys": signing.publish(db.session, Use.TOKEN), **policies}))
