"""Applications with what belongs to them, in few queries."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.orm import joinedload, selectinload

from app.applications.models import Answer, Application, Evidence
from app.applications.policy import visible_to
from app.operators.models import Operator

if TYPE_CHECKING:
    from app.accounts.models import User


def whole(user: User, application_id: UUID) -> Select[Application]:
    """One application with all that its self-assessment rests on: seven queries, however many questions."""
    operator = joinedload(Application.operator)
    return (
        visible_to(user)
        .where(Application.id == application_id)
        .options(
            joinedload(Application.edition),
            operator.selectinload(Operator.sites),
            operator.selectinload(Operator.identifiers),
            operator.selectinload(Operator.contacts),
            selectinload(Application.answers).joinedload(Answer.answered_by),
            selectinload(Application.evidence).joinedload(Evidence.document),
        )
    )


def of_operator(user: User, operator_id: UUID) -> Select[Application]:
    """The applications of one business, the newest first."""
    newest = visible_to(user).where(Application.operator_id == operator_id)
    return newest.order_by(Application.started_at.desc(), Application.id)
