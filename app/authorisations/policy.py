"""Who sees authorisations and certificates. Nobody changes one here: decisions do."""

from __future__ import annotations

from sqlalchemy import Select, select

from app.accounts.models import User
from app.authorisations.models import Authorisation, Certificate, SuspendedPart


def visible_to(user: User) -> Select[Authorisation]:
    """Officers see all; traders those of their businesses."""
    if user.is_officer:
        return select(Authorisation)
    return select(Authorisation).where(Authorisation.operator_id.in_(user.operator_ids))


def certificates_visible_to(user: User) -> Select[Certificate]:
    if user.is_officer:
        return select(Certificate)
    return select(Certificate).where(Certificate.operator_id.in_(user.operator_ids))


def parts_visible_to(user: User) -> Select[SuspendedPart]:
    if user.is_officer:
        return select(SuspendedPart)
    return select(SuspendedPart).where(SuspendedPart.operator_id.in_(user.operator_ids))
