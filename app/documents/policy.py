"""Who may see, add and describe a document."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Select, select

from app.accounts.words import WORKING
from app.documents.models import Document

if TYPE_CHECKING:
    from app.accounts.models import User


def visible_to(user: User) -> Select[Document]:
    """Officers see all; a trader what its own business holds, without what customs keeps for itself."""
    if user.is_officer:
        return select(Document)
    return select(Document).where(Document.operator_id.in_(user.operator_ids), Document.is_internal.is_(False))


def can_add(user: User, operator_id: UUID) -> bool:
    """Whoever works for the business; an officer adds to any file."""
    return user.is_officer or user.acts_for(operator_id, *WORKING)


def can_describe(user: User, document: Document) -> bool:
    return not (document.is_internal or document.is_paper) and user.acts_for(document.operator_id, *WORKING)
