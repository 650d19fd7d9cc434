"""Editions of the criteria, immutable once published."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base
from app.criteria.catalogue import Catalogue
from app.criteria.states import State


class Edition(Base):
    """One edition of the criteria and the questions that go with them. `content` is the catalogue as parsed."""

    __tablename__ = "criteria_edition"

    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    sha256: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    state: Mapped[State] = mapped_column(default=State.DRAFT)
    published_at: Mapped[datetime | None]

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue, read once per process."""
        return Catalogue.cached(self.sha256, lambda: self.content)
