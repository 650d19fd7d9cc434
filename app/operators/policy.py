"""Who may see and change a business."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Select, select

from app.accounts.words import IN_CHARGE, WORKING, OfficerRole
from app.operators.models import Operator

if TYPE_CHECKING:
    from app.accounts.models import User


def visible_to(user: User) -> Select[Operator]:
    """The businesses this person may see: officers all, others their own."""
    if user.is_officer:
        return select(Operator)
    return select(Operator).where(Operator.id.in_(user.operator_ids))


def can_describe(user: User, operator: Operator) -> bool:
    """Those in charge keep name, numbers, sites and contacts."""
    return user.acts_for(operator.id, *IN_CHARGE)


def can_release(user: User) -> bool:
    """Case officers, who are shown whose the numbers are."""
    return user.holds(OfficerRole.CASE_OFFICER)


def can_state_activities(user: User, operator: Operator) -> bool:
    """Whoever works on an application answers the facts that come before its questions."""
    return user.acts_for(operator.id, *WORKING)


def can_consent(user: User, operator: Operator) -> bool:
    """Only the signatory: what the world may read of a business is the business's own decision."""
    return user.is_signatory_of(operator.id)
