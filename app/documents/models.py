"""Files, kept once by their hash, and what they belong to."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core import clock
from app.core.database import Base


class Document(Base):
    """A file of one business. The bytes stand in storage under their SHA-256; two uploads of one file share them."""

    __tablename__ = "document"
    __table_args__ = (CheckConstraint("size > 0", "not_empty"),)

    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"), index=True)
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="")
    content_type: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str]
    uploaded_at: Mapped[datetime] = mapped_column(default=clock.now)
    uploaded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    valid_until: Mapped[date | None]
    is_internal: Mapped[bool] = mapped_column(default=False)

    @property
    def is_paper(self) -> bool:
        """Written by the portal: a report, or the letter of a decision."""
        return self.uploaded_by_id is None


class Attachment(Base):
    """A document that belongs to something: a request, a reply, a corrective action, an incident, a report."""

    __tablename__ = "attachment"
    __table_args__ = (UniqueConstraint("about_id", "document_id"),)

    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"), index=True)
    about_id: Mapped[UUID] = mapped_column(index=True)
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"))
    attached_at: Mapped[datetime] = mapped_column(default=clock.now)

    document: Mapped[Document] = relationship(lazy="joined")
