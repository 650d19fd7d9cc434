"""Taking an application back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from app.applications import policy
from app.applications.models import Application
from app.applications.states import LIFECYCLE, State
from app.core import clock
from app.core.errors import allow
from app.history.kinds import Kind
from app.history.service import record

if TYPE_CHECKING:
    from app.accounts.models import User


def withdraw(session: Session, application: Application, *, by: User, reason: str = "") -> None:
    """The business no longer asks. What was sent stays in the record; a new application may follow."""
    allow(policy.can_withdraw(by, application))
    was = application.state
    application.state = LIFECYCLE.step(was, State.WITHDRAWN)
    application.closed_at = clock.now()
    record(
        session, Kind.APPLICATION_WITHDRAWN, about=application, by=by, case=application.id, was=was.value, reason=reason.strip()
    )
