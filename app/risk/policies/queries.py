"""Which policy is in force, and the policies there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, joinedload

from app.core import clock
from app.register.models import Entry
from app.risk.policies.models import READ, Period, RiskPolicy, Rollout
from app.risk.policy import Policy

PERIODS = select(Period).options(joinedload(Period.row))


def period_at(session: Session, moment: datetime, known_at: datetime | None = None) -> Period:
    """The period a moment lies in, as it is known now or was known then; before the first one the first."""
    known = PERIODS.where(Period.recorded_at <= known_at) if known_at else PERIODS
    begun = known.where(Period.from_at <= moment).order_by(Period.from_at.desc(), Period.position.desc())
    if found := session.scalars(begun.limit(1)).first():
        return found
    return session.scalars(PERIODS.order_by(Period.position).limit(1)).one()


def policy_at(session: Session, moment: datetime, known_at: datetime | None = None) -> Policy:
    """The policy in force at a moment, as it is known now or was known at `known_at`."""
    return period_at(session, moment, known_at).row.policy


def in_force(session: Session) -> Policy:
    return policy_at(session, clock.now())


def ahead(session: Session, moment: datetime) -> Sequence[Period]:
    """The periods that begin after a moment, the next first; of those of one moment only the one that stands."""
    later = PERIODS.where(Period.from_at > moment).ext(distinct_on(Period.from_at))
    return session.scalars(later.order_by(Period.from_at, Period.position.desc())).all()


def periods(session: Session) -> Sequence[Period]:
    """Everything that was ever recorded, the newest first."""
    told = PERIODS.options(joinedload(Period.recorded_by)).order_by(Period.position.desc())
    return session.scalars(told).all()


def policies() -> Select[RiskPolicy]:
    """The newest first, without their texts."""
    return select(RiskPolicy).order_by(RiskPolicy.proposed_at.desc(), RiskPolicy.code.desc())


def find(session: Session, code: str) -> RiskPolicy | None:
    return session.scalars(select(RiskPolicy).where(RiskPolicy.code == code)).one_or_none()


def by_hash(session: Session, sha256: str) -> RiskPolicy | None:
    """The policy that a computation names."""
    return session.scalars(select(RiskPolicy).where(RiskPolicy.sha256 == sha256)).one_or_none()


def read_by_hash(session: Session, sha256: str) -> Policy | None:
    """Its text, asked of the database once in a process."""
    if sha256 in READ:
        return READ[sha256]
    row = by_hash(session, sha256)
    return row.policy if row else None


def shadow(session: Session) -> RiskPolicy | None:
    """The one computed beside the policy in force, if any is."""
    return session.scalars(select(RiskPolicy).where(RiskPolicy.is_shadow)).one_or_none()


def rollout(session: Session, period: Period) -> Rollout | None:
    return session.scalars(select(Rollout).where(Rollout.period_id == period.id)).one_or_none()


def by_another(session: Session) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Of an entry: computed by another policy than the one in force. Two ranges, as an index finds nothing by "other than"."""
    ours = in_force(session).sha256
    return Entry.policy_sha256 < ours, Entry.policy_sha256 > ours


def left(session: Session) -> int:
    """How many operators the policy in force has not computed yet."""
    return session.scalar(select(func.count()).select_from(Entry).where(or_(*by_another(session)))) or 0
