"""The holder says what has changed, and signs it once a year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.core import clock
from app.core.errors import Invalid, allow
from app.history.kinds import Kind
from app.history.service import record
from app.monitoring import policy
from app.monitoring.models import Review
from app.monitoring.shown import fingerprint, shown
from app.monitoring.states import REVIEW_LIFECYCLE, Part, ReviewState

STATEMENT = (
    "I have read what is shown. Beyond what is written here nothing has changed that matters to our authorisations,"
    " and the criteria are still met."
)


class Unanswered(Invalid):
    """A part of which nobody said whether it has changed."""

    def __init__(self, part: Part) -> None:
        super().__init__(f"Say whether it has changed: {part.label.lower()}", part.value)


class AnotherName(Invalid):
    """Whoever is signed in signs; nobody lends a name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Write your name as it stands above, {name}: nobody signs for somebody else", "name")


class ShownChanged(Invalid):
    """The signatory signs what was read."""

    def __init__(self) -> None:
        super().__init__("A colleague changed what is shown while you were reading. Look at it again, then sign.")


class NothingAnswered(Invalid):
    def __init__(self) -> None:
        super().__init__("Write your answer", "text")


def save(session: Session, review: Review, *, by: User, said: Mapping[Part, str]) -> None:
    """Keep what was said so far: a text for what has changed, an empty one for what is as shown. Customs sees none of it yet."""
    allow(policy.can_draft(by, review.operator_id))
    REVIEW_LIFECYCLE.step(review.state, ReviewState.SENT)
    review.said = {part.value: said[part].strip() for part in Part if part in said}


def send(session: Session, review: Review, *, by: User, name: str, seen: str) -> None:
    """Sign it and send it to customs; `seen` is the fingerprint of what the page showed, else `ShownChanged`.

    Also in the way: `Unanswered`, `AnotherName`.
    """
    allow(policy.can_sign(by, review.operator_id), "Only a signatory may sign the review.")
    sent = REVIEW_LIFECYCLE.step(review.state, ReviewState.SENT)
    for part in Part:
        if part.value not in review.said:
            raise Unanswered(part)
    if name.casefold().split() != by.name.casefold().split():
        raise AnotherName(by.name)
    found = shown(session, review.operator)
    if seen != fingerprint(found):
        raise ShownChanged
    review.state, review.shown, review.statement = sent, found, f"{STATEMENT} {' '.join(name.split())}"
    review.sent_at, review.sent_by = clock.now(), by
    signed: dict[str, Any] = {"statement": review.statement, "shown": seen, "said": dict(review.said)}
    record(session, Kind.REVIEW_SENT, about=review, by=by, reference=str(review.year), **signed)


def answer(session: Session, review: Review, *, by: User, text: str) -> None:
    """Answer what customs asked about it; `NothingAnswered` where it is nothing."""
    allow(policy.can_draft(by, review.operator_id))
    stepped = REVIEW_LIFECYCLE.step(review.state, ReviewState.SENT)
    if not text.strip():
        raise NothingAnswered
    review.state = stepped
    record(session, Kind.REVIEW_ANSWERED, about=review, by=by, reference=str(review.year), text=text.strip())
