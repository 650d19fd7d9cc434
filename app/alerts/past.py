"""What a business reads of its history."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, or_, select

from app.accounts.models import User
from app.desk.past import by_customs
from app.documents import policy as documents
from app.documents.models import Document
from app.history.kinds import OFFICERS_ONLY, Kind
from app.history.models import Event


def of_operator(user: User, operator_id: UUID) -> Select[Event, str, bool]:
    """The newest first; nothing that officers keep to themselves, and no document that the person may not see."""
    seen = documents.visible_to(user).with_only_columns(Document.id)
    told = (
        Event.operator_id == operator_id,
        Event.operator_id.in_(user.operator_ids),
        Event.kind.not_in(OFFICERS_ONLY),
        or_(Event.kind != Kind.DOCUMENT_RECEIVED, Event.about_id.in_(seen)),
    )
    found = select(Event, User.name, by_customs(Event.by_id)).outerjoin(User, User.id == Event.by_id)
    return found.where(*told).order_by(Event.position.desc())
