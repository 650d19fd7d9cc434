"""Who reports incidents, who looks into them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, select

from app.accounts.models import User
from app.accounts.words import WORKING, OfficerRole
from app.monitoring.models import Incident


def can_report(user: User, operator_id: UUID) -> bool:
    """Whoever works for the business, at any hour."""
    return user.acts_for(operator_id, *WORKING)


def can_assess(user: User) -> bool:
    """A case officer or an auditor."""
    return user.holds(OfficerRole.CASE_OFFICER, OfficerRole.AUDITOR)


def visible_to(user: User) -> Select[Incident]:
    if user.is_officer:
        return select(Incident)
    return select(Incident).where(Incident.operator_id.in_(user.operator_ids))
