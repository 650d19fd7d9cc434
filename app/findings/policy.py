"""Who raises findings, who answers them."""

from __future__ import annotations

from sqlalchemy import Select, select

from app.accounts.models import User
from app.accounts.words import MembershipRole, OfficerRole
from app.findings.models import CorrectiveAction, Finding


def can_raise(user: User) -> bool:
    """A case officer or an auditor."""
    return user.holds(OfficerRole.CASE_OFFICER, OfficerRole.AUDITOR)


def can_report(user: User, action: CorrectiveAction) -> bool:
    """Whoever works for the business; a viewer only reads."""
    working = (MembershipRole.SIGNATORY, MembershipRole.ADMINISTRATOR, MembershipRole.CONTRIBUTOR)
    return user.acts_for(action.operator_id, *working)


def visible_to(user: User) -> Select[Finding]:
    if user.is_officer:
        return select(Finding)
    return select(Finding).where(Finding.operator_id.in_(user.operator_ids))
