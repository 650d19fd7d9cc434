"""Who plans visits, who observes, who reads the report."""

from __future__ import annotations

from sqlalchemy import Select, select

from app.accounts.models import User
from app.accounts.words import OfficerRole
from app.audits.models import Audit


def can_plan(user: User) -> bool:
    """A case officer or an auditor."""
    return user.holds(OfficerRole.CASE_OFFICER, OfficerRole.AUDITOR)


def can_observe(user: User, audit: Audit) -> bool:
    """The lead and the team of this visit."""
    return user.id == audit.lead_id or user.id in {member.id for member in audit.team}


def can_report(user: User, audit: Audit) -> bool:
    """The lead signs the report."""
    return user.id == audit.lead_id


def visible_to(user: User) -> Select[Audit]:
    if user.is_officer:
        return select(Audit)
    return select(Audit).where(Audit.operator_id.in_(user.operator_ids))
