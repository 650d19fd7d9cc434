"""A candidate computed beside the policy in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from app.core import clock
from app.core.errors import WrongState, allow
from app.history.kinds import Kind
from app.history.service import record
from app.risk.policies import policy as rights
from app.risk.policies import queries
from app.risk.policies.models import RiskPolicy
from app.risk.policies.service.steps import lock
from app.risk.policies.states import State

if TYPE_CHECKING:
    from app.accounts.models import User

MAY_COME = (State.PROPOSED, State.APPROVED)


class NoShadow(WrongState):
    """It will not come, it is there, or it is computed beside already."""

    def __init__(self, row: RiskPolicy) -> None:
        super().__init__(f"Policy {row.code} is {row.state.label.lower()} and cannot be computed beside the one in force.")


def shadow(session: Session, row: RiskPolicy, *, by: User) -> None:
    """From now on computed at each recomputation, in place of any other that was. `NoShadow` for one that is in force."""
    allow(rights.can_try(by))
    lock(session, row)
    if row.state not in MAY_COME or queries.period_at(session, clock.now()).policy_id == row.id:
        raise NoShadow(row)
    if before := queries.shadow(session):
        before.is_shadow = False
        session.flush()
    row.is_shadow = True
    record(session, Kind.POLICY_SHADOWED, about=row, by=by, policy=row.code)


def end_shadow(session: Session, row: RiskPolicy, *, by: User) -> None:
    """What was computed stays to be looked at. `NoShadow` where it is not computed."""
    allow(rights.can_try(by))
    lock(session, row)
    if not row.is_shadow:
        raise NoShadow(row)
    row.is_shadow = False
    record(session, Kind.POLICY_SHADOW_ENDED, about=row, by=by, policy=row.code)
