"""The letters of a business: one line for each, however many people it went to."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Select, func
from sqlalchemy.dialects.postgresql import distinct_on

from app.alerts.models import Letter
from app.alerts.policy import visible_to

if TYPE_CHECKING:
    from app.accounts.models import User


def of_business(user: User, operator_id: UUID) -> Select[Letter]:
    """Each letter once, the newest first; of several copies the person's own."""
    mine = visible_to(user).where(Letter.operator_id == operator_id)
    copies = mine.with_only_columns(Letter.id).ext(distinct_on(Letter.event_id, Letter.kind))
    ids = copies.order_by(Letter.event_id, Letter.kind, Letter.user_id.is_distinct_from(user.id), Letter.id)
    return visible_to(user).where(Letter.id.in_(ids)).order_by(Letter.written_at.desc(), Letter.id)


def unopened(user: User, operator_id: UUID) -> Select[int]:
    """How many letters to this person wait to be opened."""
    own = visible_to(user).where(Letter.operator_id == operator_id, Letter.user_id == user.id, Letter.opened_at.is_(None))
    return own.with_only_columns(func.count())
