"""Who has a case: taken by a case officer, or given to one by a programme manager."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.applications import policy
from app.applications.models import Application
from app.applications.states import OPEN, State
from app.core.errors import Invalid, WrongState, allow
from app.history.kinds import Kind
from app.history.service import record


class NotACaseOfficer(Invalid):
    """Cases are with those who may decide on their way."""

    def __init__(self) -> None:
        super().__init__("Choose a case officer", "officer")


def take(session: Session, application: Application, *, by: User, seen: UUID | None = None) -> None:
    """Become its case officer; from a colleague too, who is away or full, if `seen` is who has it, else `WrongState`."""
    allow(policy.can_admit(by), "Only a case officer takes a case.")
    if (before := holder(session, application)) == by.id:
        return
    if before not in (None, seen):
        name = session.get_one(User, before).name
        raise WrongState(f"{name} took the case while you were reading. Look at it again before you take it.")
    application.officer_id = by.id
    record(session, Kind.CASE_TAKEN, about=application, by=by, case=application.id, officer=by.name, before=str(before or ""))


def reassign(session: Session, application: Application, *, to: User, by: User) -> None:
    """Give it to another case officer, else `NotACaseOfficer`; both sides read the name."""
    allow(policy.can_reassign(by), "Only a programme manager gives cases to officers.")
    if to.ended_at is not None or not policy.can_admit(to):
        raise NotACaseOfficer
    if (before := holder(session, application)) == to.id:
        return
    application.officer_id = to.id
    facts = {"officer": to.name, "before": str(before or "")}
    record(session, Kind.CASE_REASSIGNED, about=application, by=by, case=application.id, **facts)


def holder(session: Session, application: Application) -> UUID | None:
    """Who has it now, or `WrongState` where it is nobody's case.

    One officer at a time: who comes second sees what the first one did.
    """
    session.refresh(application, ["state", "version", "officer_id"], with_for_update=True)
    if application.state not in OPEN - {State.DRAFT}:
        raise WrongState(f"{application.state.label}: it is nobody's case.")
    return application.officer_id
