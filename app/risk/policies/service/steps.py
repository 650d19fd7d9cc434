"""What the verbs share: a step of the lifecycle, and the end of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock
from app.risk.policies.models import RiskPolicy
from app.risk.policies.states import LIFECYCLE, State

if TYPE_CHECKING:
    from app.accounts.models import User


def lock(session: Session, row: RiskPolicy) -> None:
    """Two who decide at once do it one after the other, and the second sees what the first did."""
    session.execute(select(RiskPolicy.id).where(RiskPolicy.id == row.id).with_for_update())
    session.refresh(row, ["state", "is_shadow"])


def step(session: Session, row: RiskPolicy, then: State) -> None:
    lock(session, row)
    row.state = LIFECYCLE.step(row.state, then)


def close(session: Session, row: RiskPolicy, then: State, *, by: User, reason: str) -> None:
    step(session, row, then)
    row.is_shadow = False
    row.closed_by_id, row.closed_at, row.closing_reason = by.id, clock.now(), reason
