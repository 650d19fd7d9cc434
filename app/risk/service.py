"""Computing and publishing the modifier in the transaction of the fact that changes it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session, selectinload

from app.core import clock
from app.core.errors import WrongState
from app.operators.models import Operator
from app.register import service as register
from app.register.service import Computed
from app.risk.engine import ANYTHING, Shipment, compute
from app.risk.facts import Facts
from app.risk.gather import facts_of, facts_of_many
from app.risk.models import Computation, Shadow
from app.risk.modifier import Modifier
from app.risk.policies import queries as policies
from app.risk.policies.models import RiskPolicy
from app.risk.policy import Policy


class PolicyUnknown(WrongState):
    """No policy has the hash that a computation names: what was computed under it cannot be shown again."""


def recompute(session: Session, operator: Operator) -> Computation:
    """Input, policy and output of this moment, kept together. The caller holds the operator's lock."""
    computation = computed(operator.id, facts_of(session, operator), policies.in_force(session))
    session.add(computation)
    session.flush()
    return computation


def computed(operator_id: UUID, facts: Facts, policy: Policy) -> Computation:
    modifier = compute(facts, policy, clock.now())
    return Computation(
        operator_id=operator_id,
        computed_at=modifier.computed_at,
        policy_id=policy.id,
        policy_sha256=policy.sha256,
        facts=facts.to_dict(),
        output=modifier.to_json(),
        next_change_at=modifier.next_change_at,
        valid_until=modifier.valid_until,
        **{domain.value: figure.value for domain, figure in modifier.figures.items()},
    )


def republish(session: Session, operator_ids: Collection[UUID]) -> None:
    """Lock, and only then read policy and facts: of two that arrive at once, none is lost."""
    register.lock(session, operator_ids)
    policy, candidate = policies.in_force(session), policies.shadow(session)
    operators = session.scalars(select(Operator).where(Operator.id.in_(operator_ids)).options(selectinload(Operator.sites))).all()
    facts = facts_of_many(session, operators)
    computations = {one: computed(one, facts[one], policy) for one in sorted(facts)}
    session.add_all(computations.values())
    session.flush()
    if candidate:
        session.add_all(shadow(one, candidate) for one in computations.values())
    register.publish(session, {one: Computed(made.id, made.output) for one, made in computations.items()})


def shadow(computation: Computation, candidate: RiskPolicy) -> Shadow:
    """What a candidate makes of the same facts at the same moment."""
    modifier = compute(Facts.from_dict(computation.facts), candidate.policy, computation.computed_at)
    return Shadow(
        computation_id=computation.id,
        operator_id=computation.operator_id,
        policy_id=candidate.id,
        computed_at=computation.computed_at,
        output=modifier.to_json(),
        **{domain.value: figure.value for domain, figure in modifier.figures.items()},
    )


def replay(computation: Computation, asked: Shipment = ANYTHING) -> Modifier:
    """The same figures from what was stored, or `PolicyUnknown`."""
    return compute(Facts.from_dict(computation.facts), policy_of(computation), computation.computed_at, asked)


def policy_of(computation: Computation) -> Policy:
    """The policy a stored computation rests on, or `PolicyUnknown`."""
    session = object_session(computation)
    policy = policies.read_by_hash(session, computation.policy_sha256) if session else None
    if policy is None:
        raise PolicyUnknown(f"There is no policy {computation.policy_id} with the hash of this computation.")
    return policy
