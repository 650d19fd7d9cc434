"""Customs looks at a review that was sent."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.core import clock
from app.core.errors import Invalid, allow
from app.history.kinds import Kind
from app.history.service import record
from app.monitoring import policy
from app.monitoring.models import Review
from app.monitoring.reviews import answer_by
from app.monitoring.states import REVIEW_LIFECYCLE, ReviewState


class Unsaid(Invalid):
    """The business cannot answer nothing."""

    def __init__(self) -> None:
        super().__init__("Write what you ask: the trader reads it", "text")


def ask(session: Session, review: Review, *, by: User, text: str) -> None:
    """Ask about something in it, as often as needed, each time with a day to answer by; `Unsaid` without a question.

    The review stays in time meanwhile.
    """
    allow(policy.can_look_at(by))
    stepped = REVIEW_LIFECYCLE.step(review.state, ReviewState.ASKED)
    if not text.strip():
        raise Unsaid
    review.state, review.asked_at = stepped, clock.now()
    facts: dict[str, Any] = {"reference": str(review.year), "text": text.strip(), "due_on": f"{answer_by(review)}"}
    record(session, Kind.REVIEW_QUESTIONED, about=review, by=by, **facts)


def note(session: Session, review: Review, *, by: User, text: str = "") -> None:
    """Looked at, and nothing more to ask; the trader reads what is written."""
    allow(policy.can_look_at(by))
    review.state = REVIEW_LIFECYCLE.step(review.state, ReviewState.NOTED)
    review.noted_at, review.noted_by, review.note = clock.now(), by, text.strip() or None
    record(session, Kind.REVIEW_NOTED, about=review, by=by, reference=str(review.year), wrote=review.note is not None)
