"""A policy that came into force is rolled out: every operator computed anew, in pieces, by as many as take part.

How far it has come is nowhere kept: each entry says by which policy it was computed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from app.core import clock
from app.core.bulk import among
from app.history.kinds import Kind
from app.history.service import record
from app.operators.models import Operator
from app.register.models import Entry
from app.risk.policies import queries
from app.risk.policies.models import Period, Rollout

PIECE = 500


def under_way(session: Session) -> Rollout | None:
    """The roll-out of the period in force, begun if nobody has; None once it is finished."""
    period = queries.period_at(session, clock.now())
    found = queries.rollout(session, period) or _begin(session, period)
    return None if found.finished_at else found


def piece(session: Session, *, besides: Collection[UUID] = ()) -> Sequence[UUID]:
    """Some operators that are not yet computed by the policy in force, locked until the commit; `besides` are left out.

    Those that another worker has are passed over, and whom it had until a moment ago is no longer among them.
    """
    another = queries.by_another(session)
    free = [one for part in another for one in session.scalars(_free(part, besides))]
    still = select(Entry.operator_id).where(among(Entry.operator_id, free), or_(*another))
    return session.scalars(still).all() if free else ()


def finish(session: Session, rollout: Rollout) -> None:
    """Unless somebody is left: they could not be computed, or another worker is at them."""
    if not queries.left(session):
        rollout.finished_at = clock.now()


def _free(part: ColumnElement[bool], besides: Collection[UUID]) -> Select[UUID]:
    """In the order of an index: else a scan would pass, for each piece, all that were done before it."""
    found = select(Operator.id).join(Entry, Entry.operator_id == Operator.id).where(part, ~among(Operator.id, besides))
    locked = found.with_for_update(of=Operator, key_share=True, skip_locked=True)
    return locked.order_by(Entry.policy_sha256).limit(PIECE)


def _begin(session: Session, period: Period) -> Rollout:
    rollout = Rollout(period_id=period.id, total=session.scalar(select(func.count()).select_from(Entry)) or 0)
    session.add(rollout)
    period.row.is_shadow = False
    session.flush()
    record(session, Kind.POLICY_TOOK_EFFECT, about=period.row, by=None, policy=period.row.code, sha256=period.row.sha256)
    return rollout
