"""The policies under which modifiers are computed: whoever keeps a computation can show what it rests on."""

from __future__ import annotations

from typing import Any

import orjson
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from app.accounts.clients import Scope
from app.api import BASE, api, schemas
from app.api.access import need
from app.api.asking import only_json
from app.api.errors import NotFound
from app.api.headers import answer
from app.api.limits import count_ids
from app.api.operations import IF_NONE_MATCH, Parameter, described
from app.core import clock
from app.extensions import db
from app.risk.policies import queries
from app.risk.policies.models import Period, RiskPolicy

POLICY = Parameter("policy", "path", "The id of the policy, as a modifier names it.", "2026.1")
PROBLEMS = ("invalid-request", "unauthenticated", "insufficient-scope", "rate-limited")


@api.get(f"{BASE}/policies")
@described(
    "List the policies",
    "Those that are, were or will be in force, with the moments from which each is. Of two that begin together the last stands.",
    scopes=(Scope.POLICY,),
    parameters=(IF_NONE_MATCH,),
    answers=(schemas.PoliciesAnswer,),
    problems=PROBLEMS,
)
def list_policies() -> ResponseReturnValue:
    allowed()
    begun = select(Period.from_at, RiskPolicy.code, RiskPolicy.sha256).join(Period.row)
    periods = [
        {"policy": code, "sha256": sha256, "from_at": from_at}
        for from_at, code, sha256 in db.session.execute(begun.order_by(Period.from_at, Period.position))
    ]
    current = queries.period_at(db.session, clock.now()).row
    return answer(orjson.dumps({"in_force": {"id": current.code, "sha256": current.sha256}, "periods": periods}))


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
    allowed()
    if (body := ever_in_force(policy)) is None:
        raise NotFound
    return answer(orjson.dumps(body))


def allowed() -> None:
    only_json()
    need(Scope.POLICY)
    count_ids(1)


def ever_in_force(code: str) -> dict[str, Any] | None:
    """A policy that was only proposed is nobody's business but the programme's."""
    used = select(RiskPolicy.sha256, RiskPolicy.body).where(RiskPolicy.id.in_(select(Period.policy_id)), RiskPolicy.code == code)
    row = db.session.execute(used).one_or_none()
    return {"id": code, "sha256": row.sha256, "policy": row.body} if row else None
