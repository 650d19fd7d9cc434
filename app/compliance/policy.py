"""Who puts facts on record, who disputes them, who settles that."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, select

from app.accounts.models import User
from app.accounts.words import IN_CHARGE, OfficerRole
from app.compliance.models import Dispute, Infringement, SolvencyAlert


def can_record(user: User) -> bool:
    """A case officer or an auditor, who has the final decision before him."""
    return user.holds(OfficerRole.CASE_OFFICER, OfficerRole.AUDITOR)


def can_dispute(user: User, operator_id: UUID) -> bool:
    """Who is in charge of the business."""
    return user.acts_for(operator_id, *IN_CHARGE)


def can_settle(user: User, dispute: Dispute) -> bool:
    """A decision maker, and never the one who established the fact."""
    return user.holds(OfficerRole.DECISION_MAKER) and user.id != dispute.established_by_id


def visible_to(user: User) -> Select[Infringement]:
    if user.is_officer:
        return select(Infringement)
    return select(Infringement).where(Infringement.operator_id.in_(user.operator_ids))


def alerts_visible_to(user: User) -> Select[SolvencyAlert]:
    if user.is_officer:
        return select(SolvencyAlert)
    return select(SolvencyAlert).where(SolvencyAlert.operator_id.in_(user.operator_ids))


def disputes_visible_to(user: User) -> Select[Dispute]:
    if user.is_officer:
        return select(Dispute)
    return select(Dispute).where(Dispute.operator_id.in_(user.operator_ids))
