"""What the portal writes itself: rendered once, kept by its hash, attached to what it is about."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.documents import storage
from app.documents.models import Attachment, Document


class About(Protocol):
    """A thing of one business."""

    @property
    def id(self) -> UUID: ...
    @property
    def operator_id(self) -> UUID: ...


def paper_of(session: Session, about: About, kind: str) -> Document | None:
    """The paper of this kind about a thing, once it is written."""
    query = select(Document).join(Attachment, Attachment.document_id == Document.id)
    mine = query.where(Attachment.about_id == about.id, Document.kind == kind, Document.uploaded_by_id.is_(None))
    return session.scalars(mine.order_by(Document.uploaded_at, Document.id).limit(1)).first()


def keep(session: Session, about: About, content: bytes, *, name: str, kind: str) -> Document:
    """Keep a PDF that nobody uploaded. The caller has made sure, under a lock, that there is none yet."""
    document = Document(
        operator_id=about.operator_id,
        name=name,
        kind=kind,
        content_type="application/pdf",
        size=len(content),
        sha256=storage.put(content),
    )
    session.add(document)
    session.flush()
    session.add(Attachment(operator_id=about.operator_id, about_id=about.id, document_id=document.id))
    return document
