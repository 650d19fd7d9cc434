"""The evidence library: documents of a business, reused from question to question and from year to year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, true
from sqlalchemy.orm import Session

from app.applications.models import Application, Evidence, Request
from app.applications.policy import hidden_from
from app.criteria.catalogue import Catalogue
from app.documents import policy
from app.documents.models import Attachment, Document

if TYPE_CHECKING:
    from app.accounts.models import User


def library(user: User, operator_id: UUID, catalogue: Catalogue) -> Select[Document]:
    """What the business itself has put in and this person may use. Reports and letters of customs prove nothing to customs."""
    return readable(user, operator_id, catalogue).where(Document.uploaded_by_id.is_not(None))


def readable(user: User, operator_id: UUID, catalogue: Catalogue) -> Select[Document]:
    """The documents this person may open, the newest first. What supports a personal answer is as personal as that answer."""
    documents = policy.visible_to(user).where(Document.operator_id == operator_id)
    if hidden := hidden_from(user, operator_id, catalogue):
        kept = or_(_supports(hidden), _replies_to(hidden))
        documents = documents.where(or_(~kept, Document.uploaded_by_id == user.id))
    return documents.order_by(Document.uploaded_at.desc(), Document.id)


def uses(session: Session, documents: Sequence[Document]) -> dict[UUID, list[tuple[str, str]]]:
    """Where each document stands: the reference of an application and the key of a question."""
    query = (
        select(Evidence.document_id, Application.reference, Evidence.key)
        .join(Application, Application.id == Evidence.application_id)
        .where(Evidence.document_id.in_([document.id for document in documents]))
        .order_by(Application.reference, Evidence.key)
    )
    found: dict[UUID, list[tuple[str, str]]] = {}
    for document_id, reference, key in session.execute(query):
        found.setdefault(document_id, []).append((reference, key))
    return found


def _supports(questions: Sequence[str]) -> ColumnElement[bool]:
    about = func.split_part(Evidence.key, "@", 1)
    return exists().where(Evidence.document_id == Document.id, about.in_(questions)).correlate(Document)


def _replies_to(questions: Sequence[str]) -> ColumnElement[bool]:
    asked = func.jsonb_array_elements_text(Request.keys).table_valued("key").render_derived()
    about = select(Request.id).join(asked, true()).where(func.split_part(asked.c.key, "@", 1).in_(questions))
    return exists().where(Attachment.document_id == Document.id, Attachment.about_id.in_(about)).correlate(Document)
