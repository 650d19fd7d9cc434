"""Before anything is added to a visit or changed about it: it is still ahead or under way."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.audits.models import Audit
from app.audits.states import State
from app.core.errors import WrongState


def hold(session: Session, audit: Audit, otherwise: str) -> None:
    """Keep the visit and its sites as they are until this transaction ends, or `WrongState`; who signs or changes it waits.

    The version in view stays that of the page, so whoever writes over a colleague is still found out.
    """
    state = session.scalars(select(Audit.state).where(Audit.id == audit.id).with_for_update()).one()
    if state is not State.PLANNED:
        raise WrongState(f"{state.label}: {otherwise}")
    session.expire(audit, ["sites"])
