"""A policy that came into force is rolled out: every operator computed anew, in pieces.

How far it has come is nowhere kept: each entry says by which policy it was computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.core import clock
from app.history.kinds import Kind
from app.history.service import record
from app.register.models import Entry
from app.risk.policies import queries
from app.risk.policies.models import Period, Rollout

PIECE = 500


def under_way(session: Session) -> Rollout | None:
    """The roll-out of the period in force, begun if nobody has; None once it is finished."""
    period = queries.period_at(session, clock.now())
    found = queries.rollout(session, period) or _begin(session, period)
    return None if found.finished_at else found


def piece(session: Session, *, after: UUID | None) -> Sequence[UUID]:
    """The next operators, in the order of their ids, that the policy in force has not computed."""
    waiting = select(Entry.operator_id).where(or_(*queries.by_another(session))).order_by(Entry.operator_id).limit(PIECE)
    return session.scalars(waiting.where(Entry.operator_id > after) if after else waiting).all()


def finish(session: Session) -> None:
    """Unless somebody is left who could not be computed."""
    if (rollout := under_way(session)) and not queries.left(session):
        rollout.finished_at = clock.now()


def _begin(session: Session, period: Period) -> Rollout:
    rollout = Rollout(period_id=period.id, total=session.scalar(select(func.count()).select_from(Entry)) or 0)
    session.add(rollout)
    period.row.is_shadow = False
    session.flush()
    record(session, Kind.POLICY_TOOK_EFFECT, about=period.row, by=None, policy=period.row.code, sha256=period.row.sha256)
    return rollout
