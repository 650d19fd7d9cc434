"""The record of one operator, and the disputes that wait."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from app.accounts.models import User
from app.compliance.models import Dispute, Infringement, SolvencyAlert
from app.compliance.policy import disputes_visible_to
from app.compliance.states import AlertState, DisputeState, InfringementState
from app.core import clock


def recorded(session: Session, operator_ids: Collection[UUID]) -> Sequence[Infringement]:
    """Those that stand, the oldest first."""
    query = select(Infringement).where(Infringement.operator_id.in_(operator_ids))
    standing = query.where(Infringement.state == InfringementState.RECORDED)
    return session.scalars(standing.order_by(Infringement.decided_on, Infringement.reference)).all()


def alerted(session: Session, operator_ids: Collection[UUID]) -> Sequence[SolvencyAlert]:
    """Those not lifted: at most one an operator."""
    query = select(SolvencyAlert).where(SolvencyAlert.operator_id.in_(operator_ids))
    return session.scalars(query.where(SolvencyAlert.state == AlertState.CONFIRMED)).all()


@dataclass(frozen=True)
class Doubt:
    """How a dispute stands: since which day the fact waits, or that it does not count at all."""

    since: date | None = None
    counts: bool = True


UNDISPUTED = Doubt()


def doubts(session: Session, operator_ids: Collection[UUID]) -> Mapping[UUID, Doubt]:
    """By the id of the fact. A dispute that was rejected or taken back leaves no doubt."""
    query = select(Dispute.about_id, Dispute.state, Dispute.raised_at).where(Dispute.operator_id.in_(operator_ids))
    rows = session.execute(query.where(Dispute.state.in_((DisputeState.OPEN, DisputeState.UPHELD))))
    return {about_id: doubt_of(state, clock.day_of(raised_at)) for about_id, state, raised_at in rows}


def doubt_of(state: DisputeState, day: date) -> Doubt:
    return Doubt(since=day) if state is DisputeState.OPEN else Doubt(counts=False)


def open_disputes(user: User) -> Select[Dispute]:
    """The oldest first."""
    found = disputes_visible_to(user).where(Dispute.state == DisputeState.OPEN)
    return found.options(joinedload(Dispute.operator)).order_by(Dispute.raised_at, Dispute.id)
