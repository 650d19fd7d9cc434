"""The policies under which modifiers are computed: whoever keeps a computation can show what it rests on."""

from __future__ import annotations

import orjson
from flask.typing import ResponseReturnValue

from app.accounts.clients import Scope
from app.api import BASE, api, schemas
from app.api.errors import NotFound
from app.api.guard import admit
from app.api.headers import cacheable
from app.api.operations import IF_NONE_MATCH, Parameter, described
from app.core import clock
from app.extensions import db
from app.risk.policies import published, queries

POLICY = Parameter("policy", "path", "The id of the policy, as a modifier names it.", "2026.1")
PROBLEMS = ("invalid-request", "unauthenticated", "insufficient-scope", "rate-limited")


@api.get(f"{BASE}/policies")
@described(
    "List the policies",
    "Those that are, were or will be in force, with the moments from which each is. Of two that begin together the last stands."
    " One that is only proposed is not told; it is simulated by the id that the programme names.",
    scopes=(Scope.POLICY,),
    parameters=(IF_NONE_MATCH,),
    answers=(schemas.PoliciesAnswer,),
    problems=PROBLEMS,
)
def list_policies() -> ResponseReturnValue:
    admit()
    ever = published.periods(db.session)
    periods = [{"policy": one.policy, "sha256": one.sha256, "from_at": clock.rfc3339(one.from_at)} for one in ever]
    current = queries.period_at(db.session, clock.now()).row
    return cacheable(orjson.dumps({"in_force": {"id": current.code, "sha256": current.sha256}, "periods": periods}))


@api.get(f"{BASE}/policies/<policy>")
@described(
    "Read a policy",
    "Its whole text. The hash is that of its canonical form (RFC 8785), and the one that each modifier names.",
    scopes=(Scope.POLICY,),
    parameters=(POLICY, IF_NONE_MATCH),
    answers=(schemas.PolicyAnswer,),
    problems=(*PROBLEMS, "not-found"),
)
def show_policy(policy: str) -> ResponseReturnValue:
    admit()
    if (body := published.text(db.session, policy)) is None:
        raise NotFound
    return cacheable(orjson.dumps(body))
