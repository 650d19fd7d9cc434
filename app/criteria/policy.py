"""Who may change what the programme asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts.words import OfficerRole

if TYPE_CHECKING:
    from app.accounts.models import User


def can_publish(user: User | None) -> bool:
    """Programme managers; nobody signed in is the command line, whose users have the whole portal in their hands."""
    return user is None or user.holds(OfficerRole.PROGRAMME_MANAGER)
