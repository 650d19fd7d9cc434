"""A policy that came into force is rolled out: every operator computed anew, in pieces, the progress for all to see."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core import clock
from app.history.kinds import Kind
from app.history.service import record
from app.register.models import Entry
from app.risk.policies import queries
from app.risk.policies.models import Period, Rollout

PIECE = 500


def current(session: Session) -> Rollout | None:
    """The roll-out of the period in force, begun if nobody has; None if it is finished, or somebody else is at it."""
    period = queries.period_at(session, clock.now())
    waiting = select(Rollout).where(Rollout.period_id == period.id)
    if queries.rollout(session, period) is None:
        return _begin(session, period)
    return session.scalars(waiting.where(Rollout.finished_at.is_(None)).with_for_update(skip_locked=True)).one_or_none()


def piece(session: Session, rollout: Rollout) -> Sequence[UUID]:
    """The next operators in the order of their ids; after the last the roll-out is finished."""
    ids = select(Entry.operator_id).order_by(Entry.operator_id).limit(PIECE)
    found = session.scalars(ids.where(Entry.operator_id > rollout.reached) if rollout.reached else ids).all()
    if not found:
        rollout.finished_at = clock.now()
        return found
    rollout.reached = found[-1]
    rollout.done += len(found)
    rollout.total = max(rollout.total, rollout.done)
    return found


def _begin(session: Session, period: Period) -> Rollout:
    rollout = Rollout(period_id=period.id, total=session.scalar(select(func.count()).select_from(Entry)) or 0)
    session.add(rollout)
    period.row.is_shadow = False
    session.flush()
    record(session, Kind.POLICY_TOOK_EFFECT, about=period.row, by=None, policy=period.row.code, sha256=period.row.sha256)
    return rollout
