"""Signing keys."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.core.database import Base
from app.signing.words import Use


class SigningKey(Base):
    """A key pair. It signs from `valid_from` until the next of its use does; its private half is sealed."""

    __tablename__ = "signing_key"
    __table_args__ = (CheckConstraint("valid_from >= published_at", "published_before_its_use"),)

    kid: Mapped[str] = mapped_column(unique=True)
    use: Mapped[Use]
    public_jwk: Mapped[dict[str, Any]]
    private_jwk: Mapped[bytes] = mapped_column(LargeBinary)
    published_at: Mapped[datetime]
    valid_from: Mapped[datetime]
