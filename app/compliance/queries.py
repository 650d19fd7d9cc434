"""The disputes that wait."""

from __future__ import annotations

from sqlalchemy import Select
from sqlalchemy.orm import joinedload

from app.accounts.models import User
from app.compliance.models import Dispute
from app.compliance.policy import disputes_visible_to
from app.compliance.states import DisputeState


def open_disputes(user: User) -> Select[Dispute]:
    """The oldest first."""
    found = disputes_visible_to(user).where(Dispute.state == DisputeState.OPEN)
    return found.options(joinedload(Dispute.operator)).order_by(Dispute.raised_at, Dispute.id)
