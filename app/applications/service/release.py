"""A registration in wrong hands is released, as long as customs has nothing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.applications.models import Application
from app.core.errors import WrongState
from app.operators import service as operators
from app.operators.models import Operator

if TYPE_CHECKING:
    from app.accounts.models import User


def release(session: Session, operator: Operator, *, by: User, reason: str) -> None:
    """Release a registration: whose business it is, is shown to customs outside the portal. `WrongState` for one with a case."""
    if has_case(session, operator):
        raise WrongState("This business has sent an application: its registration stays.")
    operators.release(session, operator, by=by, reason=reason)


def has_case(session: Session, operator: Operator) -> bool:
    sent = exists().where(Application.operator_id == operator.id, Application.submitted_at.is_not(None))
    return bool(session.scalar(select(sent)))
