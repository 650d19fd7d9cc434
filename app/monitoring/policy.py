"""Who reports incidents and signs reviews, who of customs looks into them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, select

from app.accounts.models import User
from app.accounts.words import WORKING, OfficerRole
from app.monitoring.models import Incident, Review


def can_report(user: User, operator_id: UUID) -> bool:
    """Whoever works for the business, at any hour."""
    return user.acts_for(operator_id, *WORKING)


def can_assess(user: User) -> bool:
    """A case officer or an auditor."""
    return user.holds(OfficerRole.CASE_OFFICER, OfficerRole.AUDITOR)


def visible_to(user: User) -> Select[Incident]:
    if user.is_officer:
        return select(Incident)
    return select(Incident).where(Incident.operator_id.in_(user.operator_ids))


def can_draft(user: User, operator_id: UUID) -> bool:
    """Whoever works for the business may say what has changed, and answer what customs asks about it."""
    return user.acts_for(operator_id, *WORKING)


def can_sign(user: User, operator_id: UUID) -> bool:
    """The review speaks for the business."""
    return user.is_signatory_of(operator_id)


def can_look_at(user: User) -> bool:
    """A case officer or an auditor."""
    return can_assess(user)


def reviews_visible_to(user: User) -> Select[Review]:
    if user.is_officer:
        return select(Review)
    return select(Review).where(Review.operator_id.in_(user.operator_ids))
