"""Who raises findings, who answers them."""

from __future__ import annotations

from sqlalchemy import Select, select

from app.accounts.models import User
from app.accounts.words import WORKING, OfficerRole
from app.applications.models import Application
from app.applications.states import State as ApplicationState
from app.findings.models import CorrectiveAction, Finding


def can_raise(user: User) -> bool:
    """A case officer or an auditor."""
    return user.holds(OfficerRole.CASE_OFFICER, OfficerRole.AUDITOR)


def may_have(application: Application) -> bool:
    """Findings come from an assessment, and from looking after what it led to."""
    return application.state in (ApplicationState.UNDER_ASSESSMENT, ApplicationState.DECIDED)


def can_report(user: User, action: CorrectiveAction) -> bool:
    return user.acts_for(action.operator_id, *WORKING)


def visible_to(user: User) -> Select[Finding]:
    if user.is_officer:
        return select(Finding)
    return select(Finding).where(Finding.operator_id.in_(user.operator_ids))
