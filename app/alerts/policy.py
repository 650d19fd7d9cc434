"""Who reads which letter in the portal."""

from __future__ import annotations

from sqlalchemy import Select, select

from app.accounts.models import User
from app.alerts.models import Letter
from app.alerts.occasions import OCCASIONS, to_speakers

TO_BUSINESS = frozenset(one.letter for occasions in OCCASIONS.values() for one in occasions if one.to is to_speakers)


def visible_to(user: User) -> Select[Letter]:
    """What was written to those who speak for a business, for all who work for it. None of it bears a link with a token."""
    return select(Letter).where(Letter.operator_id.in_(user.operator_ids), Letter.kind.in_(TO_BUSINESS))


def can_open(user: User, letter: Letter) -> bool:
    """The person it was written to; colleagues only read it."""
    return letter.user_id == user.id
