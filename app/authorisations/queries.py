"""Finding authorisations."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, joinedload

from app.authorisations.models import Authorisation, SuspendedPart, certificate_authorisation
from app.authorisations.states import IN_FORCE, PartState, State
from app.core import clock
from app.core.bulk import among

WITH_PARTS = joinedload(Authorisation.suspended_parts)
NEWEST_FIRST = (Authorisation.type, Authorisation.granted_on.desc(), Authorisation.number.desc())


def of_operator(session: Session, operator_id: UUID) -> Sequence[Authorisation]:
    """All there ever were, the newest of each type first."""
    query = select(Authorisation).where(Authorisation.operator_id == operator_id).options(WITH_PARTS)
    return session.scalars(query.order_by(*NEWEST_FIRST)).unique().all()


def of_operators(session: Session, operator_ids: Collection[UUID]) -> dict[UUID, list[Authorisation]]:
    """The same of many; who never held one is not among them."""
    query = select(Authorisation).where(among(Authorisation.operator_id, operator_ids)).options(WITH_PARTS)
    found: dict[UUID, list[Authorisation]] = {}
    for one in session.scalars(query.order_by(*NEWEST_FIRST)).unique():
        found.setdefault(one.operator_id, []).append(one)
    return found


def on_certificate(session: Session, certificate_id: UUID) -> Sequence[Authorisation]:
    """What stands on it, by type."""
    query = (
        select(Authorisation).join(certificate_authorisation).where(certificate_authorisation.c.certificate_id == certificate_id)
    )
    return session.scalars(query.options(WITH_PARTS).order_by(Authorisation.type)).unique().all()


def in_force(session: Session, operator_id: UUID) -> Sequence[Authorisation]:
    """Granted or suspended: at most one of each type."""
    query = select(Authorisation).where(Authorisation.operator_id == operator_id, Authorisation.state.in_(IN_FORCE))
    return session.scalars(query.order_by(Authorisation.type)).all()


def suspensions_over(session: Session) -> Sequence[UUID]:
    """Suspended until a day that has come."""
    return session.scalars(select(Authorisation.id).where(*is_over()).order_by(Authorisation.id)).all()


def suspension_over(session: Session, authorisation_id: UUID) -> Authorisation | None:
    """One of them, locked for the one who ends it; None if somebody else does, or did."""
    query = select(Authorisation).where(Authorisation.id == authorisation_id, *is_over())
    return session.scalars(query.with_for_update(skip_locked=True)).one_or_none()


def is_over() -> tuple[ColumnElement[bool], ...]:
    return Authorisation.state == State.SUSPENDED, Authorisation.suspended_until <= clock.today()


def parts_over(session: Session) -> Sequence[UUID]:
    """Parts suspended until a day that has come."""
    return session.scalars(select(SuspendedPart.id).where(*part_is_over()).order_by(SuspendedPart.id)).all()


def part_over(session: Session, part_id: UUID) -> SuspendedPart | None:
    """One of them, locked for the one who ends it; None if somebody else does, or did."""
    query = select(SuspendedPart).where(SuspendedPart.id == part_id, *part_is_over())
    return session.scalars(query.with_for_update(skip_locked=True)).one_or_none()


def part_is_over() -> tuple[ColumnElement[bool], ...]:
    return SuspendedPart.state == PartState.SUSPENDED, SuspendedPart.suspended_until <= clock.today()


def is_valid(today: date) -> ColumnElement[bool]:
    """`states.status_on`, as SQL says it."""
    held = Authorisation
    resumed = and_(held.state == State.SUSPENDED, held.suspended_until <= today)
    not_over = or_(held.effective_to.is_(None), held.effective_to > today)
    return and_(or_(held.state == State.GRANTED, resumed), held.effective_from <= today, not_over)
