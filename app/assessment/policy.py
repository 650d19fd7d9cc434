"""Who rates."""

from __future__ import annotations

from app.accounts.models import User
from app.accounts.words import OfficerRole


def can_rate(user: User) -> bool:
    """A case officer or an auditor."""
    return user.holds(OfficerRole.CASE_OFFICER, OfficerRole.AUDITOR)
