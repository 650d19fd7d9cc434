"""Yearly reviews of which the second reminder has really gone out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.alerts.models import Letter
from app.core import clock
from app.history.kinds import Kind
from app.history.models import Event
from app.monitoring.models import Review
from app.monitoring.states import ReviewState


class Reminded(NamedTuple):
    review_id: UUID
    on: date


def reminded_twice(session: Session) -> Sequence[Reminded]:
    """Those still missing, with the day the first copy went out; of which it is not known yet from when on they count."""
    sent = select(Event.about_id, func.min(Letter.sent_at).label("at")).join(Letter, Letter.event_id == Event.id)
    sent_at = (
        sent.where(Event.kind == Kind.REVIEW_REMINDED_AGAIN, Letter.sent_at.is_not(None)).group_by(Event.about_id).subquery()
    )
    waiting = (Review.state == ReviewState.OPEN, Review.reminded_again_on.is_not(None), Review.late_from.is_(None))
    query = select(Review.id, sent_at.c.at).join(sent_at, sent_at.c.about_id == Review.id).where(*waiting).order_by(Review.id)
    return [Reminded(one, clock.day_of(at)) for one, at in session.execute(query)]
