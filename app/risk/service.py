"""Computing and publishing the modifier in the transaction of the fact that changes it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session, object_session

from app.authorisations.holders import Holder
from app.authorisations.holders import holders as holders_of
from app.core import bulk, clock, ids
from app.core.errors import WrongState
from app.register import service as register
from app.register.content import Computed
from app.risk.engine import ANYTHING, Shipment, compute
from app.risk.facts import Facts
from app.risk.gather import facts_of_many
from app.risk.models import Computation, Shadow
from app.risk.modifier import Modifier
from app.risk.policies import queries as policies
from app.risk.policies.models import RiskPolicy
from app.risk.policy import Policy


class PolicyUnknown(WrongState):
    """No policy has the hash that a computation names: what was computed under it cannot be shown again."""


class Fresh(NamedTuple):
    """A computation that is about to be written."""

    id: UUID
    operator_id: UUID
    facts: Facts
    modifier: Modifier

    @property
    def row(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "operator_id": self.operator_id,
            "computed_at": self.modifier.computed_at,
            "policy_id": self.modifier.policy_id,
            "policy_sha256": self.modifier.policy_sha256,
            "facts": self.facts.to_dict(),
            "next_change_at": self.modifier.next_change_at,
            "valid_until": self.modifier.valid_until,
            **outcome(self.modifier),
        }


def republish(session: Session, operator_ids: Collection[UUID]) -> None:
    """Lock, and only then read policy and facts: of two that arrive at once, none is lost. One never authorised is left out."""
    register.lock(session, operator_ids)
    holders = holders_of(session, operator_ids)
    made = computed(session, holders)
    rows = [one.row for one in made]
    bulk.add_all(session, Computation, rows)
    if candidate := policies.shadow(session):
        bulk.add_all(session, Shadow, [shadow(one, candidate) for one in made])
    told = {one.operator_id: Computed(one.id, row["output"], one.modifier.due_at) for one, row in zip(made, rows, strict=True)}
    register.publish(session, holders, told)


def computed(session: Session, holders: Mapping[UUID, Holder]) -> list[Fresh]:
    """What the policy in force makes of them at this moment."""
    policy, moment = policies.in_force(session), clock.now()
    facts = facts_of_many(session, holders)
    return [Fresh(ids.fresh(), one, known, compute(known, policy, moment)) for one, known in facts.items()]


def outcome(modifier: Modifier) -> dict[str, Any]:
    return {"output": modifier.to_json(), **{domain.value: figure.value for domain, figure in modifier.figures.items()}}


def shadow(computed: Fresh, candidate: RiskPolicy) -> dict[str, Any]:
    """What a candidate makes of the same facts at the same moment."""
    moment = computed.modifier.computed_at
    return {
        "id": ids.fresh(),
        "computation_id": computed.id,
        "operator_id": computed.operator_id,
        "policy_id": candidate.id,
        "computed_at": moment,
        **outcome(compute(computed.facts, candidate.policy, moment)),
    }


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
