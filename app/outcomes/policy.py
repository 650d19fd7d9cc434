"""Who brings outcomes in by hand."""

from __future__ import annotations

from sqlalchemy import Select, select

from app.accounts.models import User
from app.accounts.words import OfficerRole
from app.outcomes.models import OutcomeFile


def can_import(user: User) -> bool:
    """The programme manager."""
    return user.holds(OfficerRole.PROGRAMME_MANAGER)


def files_of(user: User) -> Select[OutcomeFile]:
    """A file that was not stored yet is its sender's own."""
    return select(OutcomeFile).where(OutcomeFile.by_id == user.id)
