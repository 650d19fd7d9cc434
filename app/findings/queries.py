"""Findings with their corrective actions, in few queries."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from app.findings.models import CorrectiveAction, Finding
from app.findings.policy import visible_to

if TYPE_CHECKING:
    from app.accounts.models import User


def of_case(user: User, application_id: UUID) -> Select[Finding]:
    """The findings of one case, the newest first."""
    return newest(visible_to(user).where(Finding.application_id == application_id))


def of_operator(user: User, operator_id: UUID) -> Select[Finding]:
    """All there ever were about a business, the newest first."""
    return newest(visible_to(user).where(Finding.operator_id == operator_id))


def one(user: User, finding_id: UUID) -> Select[Finding]:
    return newest(visible_to(user).where(Finding.id == finding_id))


def action(user: User, action_id: UUID) -> Select[CorrectiveAction]:
    mine = visible_to(user).with_only_columns(Finding.id)
    return select(CorrectiveAction).where(CorrectiveAction.id == action_id, CorrectiveAction.finding_id.in_(mine))


def newest(found: Select[Finding]) -> Select[Finding]:
    known = (selectinload(Finding.actions), joinedload(Finding.raised_by))
    return found.options(*known).order_by(Finding.raised_at.desc(), Finding.id)
