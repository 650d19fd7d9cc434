"""Computing and publishing the modifier in the transaction of the fact that changes it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy.orm import Session

from app.core import clock
from app.core.errors import WrongState
from app.operators.models import Operator
from app.register import service as register
from app.risk.engine import ANYTHING, Shipment, compute
from app.risk.facts import Facts
from app.risk.gather import facts_of
from app.risk.models import Computation
from app.risk.modifier import Modifier
from app.risk.policy import load


class PolicyChanged(WrongState):
    """A policy in force was edited: what was computed under it cannot be shown again."""


def recompute(session: Session, operator: Operator) -> Computation:
    """Input, policy and output of this moment, kept together. The caller holds the operator's lock."""
    facts, policy = facts_of(session, operator), load()
    modifier = compute(facts, policy, clock.now())
    computation = Computation(
        operator_id=operator.id,
        computed_at=modifier.computed_at,
        policy_id=policy.id,
        policy_sha256=policy.sha256,
        facts=facts.to_dict(),
        output=modifier.to_json(),
        next_change_at=modifier.next_change_at,
        valid_until=modifier.valid_until,
        **{domain.value: figure.value for domain, figure in modifier.figures.items()},
    )
    session.add(computation)
    session.flush()
    return computation


def republish(session: Session, operator_ids: Collection[UUID]) -> None:
    """Lock, and only then read the facts: of two facts arriving at once, none is lost."""
    register.lock(session, operator_ids)
    for operator_id in sorted(operator_ids):
        computation = recompute(session, session.get_one(Operator, operator_id))
        register.publish(session, operator_id, computation.output)


def replay(computation: Computation, asked: Shipment = ANYTHING) -> Modifier:
    """The same figures from what was stored, or `PolicyChanged`."""
    policy = load(computation.policy_id)
    if policy.sha256 != computation.policy_sha256:
        raise PolicyChanged(f"Policy {policy.id} is no longer the one of this computation.")
    return compute(Facts.from_dict(computation.facts), policy, computation.computed_at, asked)
