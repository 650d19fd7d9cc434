"""What officers ticked to be asked while rating, sent to the trader in one request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.applications import service as applications
from app.applications.models import Application, Request
from app.assessment.models import Rating
from app.core.errors import WrongState


class NotCollected(WrongState):
    """A colleague has sent it, or took it back."""

    def __init__(self) -> None:
        super().__init__("A colleague has sent some of this meanwhile, or took it back. Look at what is left.")


@dataclass(frozen=True)
class Ask:
    """What is asked about one rated criterion; `key` is the answer it is about, if the trader gave one."""

    rating_id: UUID
    text: str
    key: str | None = None


def send_asks(session: Session, application: Application, asks: Sequence[Ask], *, by: User, due_on: date) -> Request:
    """Send what was collected as one request with one period; `NotCollected` for what was sent or taken back meanwhile."""
    text, keys = "\n\n".join(one.text.strip() for one in asks), [one.key for one in asks if one.key]
    request = applications.ask(session, application, by=by, text=text, due_on=due_on, keys=keys)
    collected = select(Rating).where(Rating.application_id == application.id, Rating.to_ask)
    wanted = collected.where(Rating.id.in_([one.rating_id for one in asks]))
    ratings = session.scalars(wanted.order_by(Rating.id).execution_options(populate_existing=True)).all()
    if len(ratings) != len(asks):
        raise NotCollected
    for rating in ratings:
        rating.to_ask = False
    return request
