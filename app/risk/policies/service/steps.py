"""What the verbs share: a step of the lifecycle, and the end of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from app.core import clock
from app.risk.policies.models import RiskPolicy
from app.risk.policies.states import LIFECYCLE, State

if TYPE_CHECKING:
    from app.accounts.models import User


def step(session: Session, row: RiskPolicy, then: State) -> None:
    """Two who decide at once do it one after the other, and the second is told."""
    session.refresh(row, with_for_update=True)
    row.state = LIFECYCLE.step(row.state, then)


def close(session: Session, row: RiskPolicy, then: State, *, by: User, reason: str) -> None:
    step(session, row, then)
    row.is_shadow = False
    row.closed_by_id, row.closed_at, row.closing_reason = by.id, clock.now(), reason
