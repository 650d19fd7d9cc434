"""A form that creates something is taken once: the second sending of the same page finds what the first one made."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session

from app.core import clock
from app.core.database import Base
from app.core.errors import DomainError

KEPT_FOR = timedelta(days=30)


class AlreadySent(DomainError):
    """This page was sent before; `location` is where the first sending led."""

    def __init__(self, location: str) -> None:
        super().__init__("You have sent this page already.")
        self.location = location


class SentForm(Base):
    """The one-time id of a form that was taken, and where its sender was led."""

    __tablename__ = "sent_form"

    sent_at: Mapped[datetime]
    location: Mapped[str]


def take(session: Session, form_id: str, location: str) -> None:
    """Take the form in the transaction of what it creates, once that has its address; else `AlreadySent`."""
    key = uuid5(NAMESPACE_URL, form_id)
    statement = insert(SentForm).values(id=key, sent_at=clock.now(), location=location).on_conflict_do_nothing()
    if session.execute(statement.returning(SentForm.id)).first() is None:
        raise AlreadySent(session.scalars(select(SentForm.location).where(SentForm.id == key)).one())


def check(session: Session, form_id: str) -> None:
    """`AlreadySent` if the form was taken before: asked first, by a verb that finds its thing changed by the first sending."""
    location = session.scalar(select(SentForm.location).where(SentForm.id == uuid5(NAMESPACE_URL, form_id)))
    if location is not None:
        raise AlreadySent(location)


def sweep(session: Session) -> None:
    """Forget pages so old that nobody sends them again."""
    session.execute(delete(SentForm).where(SentForm.sent_at < clock.now() - KEPT_FOR))
