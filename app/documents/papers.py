"""What the portal writes itself: rendered once, kept by its hash, attached to what it is about."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.documents import storage
from app.documents.attaching import About, attach
from app.documents.models import Attachment, Document


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
    attach(session, about, [document])
    return document
