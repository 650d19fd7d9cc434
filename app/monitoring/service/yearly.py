"""What the calendar does about a yearly review: opens it, reminds of it twice, counts it as late, lets it lapse."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock
from app.core.errors import WrongState
from app.history.kinds import Kind
from app.history.service import record
from app.monitoring.models import Review
from app.monitoring.states import REVIEW_LIFECYCLE, ReviewState
from app.programme.rules import rules


class RemindedTwice(WrongState):
    """The second reminder was the last one."""

    def __init__(self) -> None:
        super().__init__("Two reminders of this review went out already.")


class NotToBeSent(WrongState):
    """What was sent, or is not needed any more, is not reminded of."""

    def __init__(self) -> None:
        super().__init__("This review does not wait for the business.")


def open_review(session: Session, operator_id: UUID, due_on: date) -> Review:
    """The holder may check and sign it from now on."""
    review = Review(operator_id=operator_id, year=due_on.year, due_on=due_on, state=ReviewState.OPEN)
    session.add(review)
    session.flush()
    record(session, Kind.REVIEW_OPENED, about=review, by=None, reference=str(review.year), due_on=due_on.isoformat())
    return review


def remind(session: Session, review: Review) -> None:
    """The first time, and the second, which says from when on it counts; `RemindedTwice` the third, `NotToBeSent` once sent."""
    _waits(review)
    facts: dict[str, Any] = {"reference": str(review.year), "due_on": review.due_on.isoformat()}
    if review.reminded_on is None:
        review.reminded_on = clock.today()
        record(session, Kind.REVIEW_REMINDED, about=review, by=None, **facts)
    elif review.reminded_again_on is None:
        review.reminded_again_on = clock.today()
        record(session, Kind.REVIEW_REMINDED_AGAIN, about=review, by=None, **facts, days=rules().review.last_call)
    else:
        raise RemindedTwice


def count_late(session: Session, review: Review, *, reminded_on: date) -> None:
    """Some days after the second reminder really went out it counts; from today that is known. `NotToBeSent` once sent."""
    _waits(review)
    review.late_from = reminded_on + timedelta(days=rules().review.last_call)
    record(session, Kind.REVIEW_COUNTS, about=review, by=None, reference=str(review.year), from_on=review.late_from.isoformat())


def lapse(session: Session, operator_id: UUID) -> None:
    """Nothing is held any more: what waits for the business waits no longer."""
    waiting = select(Review).where(Review.operator_id == operator_id, Review.state == ReviewState.OPEN)
    for review in session.scalars(waiting):
        review.state = REVIEW_LIFECYCLE.step(review.state, ReviewState.LAPSED)
        record(session, Kind.REVIEW_LAPSED, about=review, by=None, reference=str(review.year))


def _waits(review: Review) -> None:
    if review.state is not ReviewState.OPEN:
        raise NotToBeSent
