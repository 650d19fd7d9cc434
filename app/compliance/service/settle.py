"""Settling a dispute: by somebody who did not establish the fact."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.compliance import policy
from app.compliance.models import Dispute
from app.compliance.states import DISPUTE_LIFECYCLE, DisputeState
from app.core import clock
from app.core.errors import Invalid, allow
from app.history.kinds import Kind
from app.history.service import record


class Unanswered(Invalid):
    def __init__(self) -> None:
        super().__init__("Write why: the trader reads it", "answer")


def uphold(session: Session, dispute: Dispute, *, by: User, answer: str) -> None:
    """The holder is right: the fact counts no more."""
    settle(dispute, DisputeState.UPHELD, by=by, answer=answer)
    record(session, Kind.DISPUTE_UPHELD, about=dispute, by=by, fact=dispute.about, reference=dispute.reference)


def reject(session: Session, dispute: Dispute, *, by: User, answer: str) -> None:
    """The fact is right, and counts from now on whatever is left of its waiting time."""
    settle(dispute, DisputeState.REJECTED, by=by, answer=answer)
    record(session, Kind.DISPUTE_REJECTED, about=dispute, by=by, fact=dispute.about, reference=dispute.reference)


def settle(dispute: Dispute, state: DisputeState, *, by: User, answer: str) -> None:
    """Close it with an answer, else `Unanswered`."""
    allow(policy.can_settle(by, dispute), "A decision maker who did not establish the fact settles the dispute.")
    stepped = DISPUTE_LIFECYCLE.step(dispute.state, state)
    if not answer.strip():
        raise Unanswered
    dispute.state = stepped
    dispute.answer, dispute.settled_at, dispute.settled_by_id = answer.strip(), clock.now(), by.id
