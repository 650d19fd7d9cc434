"""Documents that go with something: a reply, a corrective action, an incident."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.documents.models import Attachment, Document


class About(Protocol):
    """A thing of one business."""

    @property
    def id(self) -> UUID: ...
    @property
    def operator_id(self) -> UUID: ...


def attach(session: Session, about: About, documents: Iterable[Document]) -> None:
    """Put documents beside a thing; what stands there already stays, once."""
    there = set(session.scalars(select(Attachment.document_id).where(Attachment.about_id == about.id)))
    for document in documents:
        if document.id not in there:
            session.add(Attachment(operator_id=about.operator_id, about_id=about.id, document_id=document.id))
