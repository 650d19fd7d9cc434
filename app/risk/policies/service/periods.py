"""Putting an approved policy in force: on its day, on another day, or again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from app.core import clock, jobs
from app.core.errors import Invalid, WrongState, allow
from app.history.kinds import Kind
from app.history.service import record
from app.risk.policies import policy as rights
from app.risk.policies import queries
from app.risk.policies.models import Period, RiskPolicy
from app.risk.policies.service.steps import close, lock
from app.risk.policies.states import State

if TYPE_CHECKING:
    from app.accounts.models import User

REFUSAL = "Only programme managers and decision makers decide on policies."


class InThePast(Invalid):
    """What was answered was answered under the policy of then."""

    def __init__(self) -> None:
        super().__init__("A policy comes into force now or on a day to come, never before", "from_on")


class NotApproved(WrongState):
    def __init__(self, row: RiskPolicy) -> None:
        super().__init__(f"{row.state.label}: only an approved policy comes into force.")


class InForceAlready(WrongState):
    def __init__(self, row: RiskPolicy) -> None:
        super().__init__(f"Policy {row.code} is in force at that moment already.")


class StillNeeded(WrongState):
    def __init__(self, row: RiskPolicy) -> None:
        super().__init__(f"Policy {row.code} is in force, or will be. Put another one in force first.")


def put_in_force(session: Session, row: RiskPolicy, *, by: User, reason: str, from_at: datetime | None = None) -> Period:
    """A further period of an approved policy: at once, which is how to roll back, or from a day to come.

    `NotApproved`, `InThePast`, `InForceAlready`.
    """
    allow(rights.can_decide(by), REFUSAL)
    lock(session, row)
    now = clock.now()
    moment = from_at or now
    if row.state is not State.APPROVED:
        raise NotApproved(row)
    if moment < now:
        raise InThePast
    if queries.period_at(session, moment).policy_id == row.id:
        raise InForceAlready(row)
    return begin(session, row, moment, by=by, reason=reason)


def retire(session: Session, row: RiskPolicy, *, by: User, reason: str = "") -> None:
    """Nobody rolls back to it any more; what was computed by it stays. `StillNeeded` while it is in force or will be."""
    allow(rights.can_decide(by), REFUSAL)
    now = clock.now()
    needed = [queries.period_at(session, now), *queries.ahead(session, now)]
    if row.id in {period.policy_id for period in needed}:
        raise StillNeeded(row)
    close(session, row, State.RETIRED, by=by, reason=reason)
    record(session, Kind.POLICY_RETIRED, about=row, by=by, policy=row.code, reason=reason)


def begin(session: Session, row: RiskPolicy, moment: datetime, *, by: User, reason: str = "") -> Period:
    """The period itself. One that begins at once is rolled out at once, one to come by the worker in its minute."""
    period = Period(policy_id=row.id, from_at=moment, recorded_by_id=by.id, reason=reason)
    session.add(period)
    session.flush()
    on = clock.day_of(moment).isoformat()
    record(session, Kind.POLICY_SCHEDULED, about=row, by=by, policy=row.code, sha256=row.sha256, from_on=on, reason=reason)
    if moment <= clock.now():
        jobs.defer(session, "roll_out_policy", lock="roll_out_policy")
    return period
