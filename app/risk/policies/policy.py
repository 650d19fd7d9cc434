"""Who may change what the credit rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts.words import OfficerRole
from app.risk.policies.models import RiskPolicy
from app.risk.policies.states import State

if TYPE_CHECKING:
    from app.accounts.models import User

DECIDING = (OfficerRole.PROGRAMME_MANAGER, OfficerRole.DECISION_MAKER)


def can_propose(user: User | None) -> bool:
    """Programme managers; nobody signed in is the command line, which may propose and never approve."""
    return user is None or user.holds(OfficerRole.PROGRAMME_MANAGER)


def can_decide(user: User) -> bool:
    return any(user.holds(role) for role in DECIDING)


def can_approve(user: User, policy: RiskPolicy) -> bool:
    """Four eyes: never who proposed it."""
    return can_decide(user) and user.id != policy.proposed_by_id


def can_withdraw(user: User, policy: RiskPolicy) -> bool:
    return user.id == policy.proposed_by_id or user.holds(OfficerRole.PROGRAMME_MANAGER)


def can_try(user: User | None) -> bool:
    """Simulating and shadowing change nothing that anybody outside sees."""
    return user is None or can_decide(user)


def may(user: User, policy: RiskPolicy) -> dict[str, bool]:
    """What the page of a policy offers this person."""
    is_open, is_approved = policy.state is State.PROPOSED, policy.state is State.APPROVED
    return {
        "approve": is_open and can_approve(user, policy),
        "reject": is_open and can_approve(user, policy),
        "withdraw": is_open and can_withdraw(user, policy),
        "put_in_force": is_approved and can_decide(user),
        "retire": is_approved and can_decide(user),
        "try": (is_open or is_approved) and can_try(user),
    }
