"""What look-up nodes answered in the portal's place, sent by them."""

from __future__ import annotations

import orjson
from flask import g
from flask.typing import ResponseReturnValue

from app.accounts.clients import Scope
from app.api import BASE, api, schemas
from app.api.guard import admit
from app.api.headers import uncached
from app.api.limits import count_told
from app.api.operations import OPERATIONS, described
from app.api.reading import read_body
from app.core import clock
from app.core.isolation import SYSTEM, enter
from app.core.refusals import PLACES, Refusal
from app.extensions import transaction
from app.usage import service
from app.usage.noted import Read
from app.usage.service import Count


@api.post(f"{BASE}/usage")
@described(
    "Tell what a look-up node answered",
    "Counts by system and operation, and of each look at modifiers who looked at whose. A batch is counted once, by its id:"
    " sent again it is answered with `taken` false. Looks by systems that did not have `aeo.risk` then are left out. Each use,"
    " look and number in it counts as a number, apart from what the node asks.",
    scopes=(Scope.NODE,),
    body=schemas.UsageQuestion,
    answers=(schemas.UsageAnswer,),
    problems=("invalid-request", "unauthenticated", "insufficient-scope", "too-large", "unsupported-media-type", "rate-limited"),
)
def report_usage() -> ResponseReturnValue:
    admit(0)
    batch = read_body(schemas.UsageQuestion)
    count_told(batch.numbers)
    require_known(batch)
    uses = [Count(one.client_id, one.operation, one.calls, one.ids, one.refused) for one in batch.uses]
    reads = [Read(one.at, one.client_id, one.tins) for one in batch.reads]
    node = g.client
    with transaction() as session:
        enter(session, SYSTEM)  # a node sees no business; what it answered is about any
        taken = service.take(session, node, batch.id, batch.at or clock.now(), uses, reads)
    return uncached(orjson.dumps({"taken": taken}))


def require_known(batch: schemas.UsageQuestion) -> None:
    """400 for what nobody can have done here."""
    wrong = [place for place, one in enumerate(batch.uses) if f"api.{one.operation}" not in OPERATIONS]
    if wrong:
        places = [{"pointer": f"/uses/{place}/operation", "detail": "There is no such operation"} for place in wrong[:PLACES]]
        raise Refusal("invalid-request", "The body is not what this address reads.", errors=places)
