"""Before anything in an application is changed: it is with the trader, and nobody sends it meanwhile."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.applications.models import Application
from app.applications.states import WITH_TRADER
from app.core.errors import WrongState


class WithCustoms(WrongState):
    """What was signed stays as it was signed."""

    def __init__(self) -> None:
        super().__init__("The application has been sent to customs, so its answers can no longer be changed.")


def hold(session: Session, application: Application) -> None:
    """Keep it with the trader until this transaction ends, or `WithCustoms`. Who sends it waits, and sees what was written."""
    session.refresh(application, ["state", "version"], with_for_update={"read": True})
    if application.state not in WITH_TRADER:
        raise WithCustoms
