"""Opening a letter in the portal."""

from __future__ import annotations

from sqlalchemy import exists
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.alerts import policy
from app.alerts.kinds import VARIABLES
from app.alerts.models import Letter
from app.core import clock
from app.core.errors import allow
from app.history.kinds import Kind
from app.history.service import record


def open_letter(session: Session, letter: Letter, *, by: User) -> None:
    """Seen from now on. One that brings a decision is served by it, once for the business."""
    allow(policy.can_open(by, letter), "This letter was written to a colleague. You may read it all the same.")
    if letter.opened_at is not None:
        return
    letter.opened_at = clock.now()
    if "served_on" in VARIABLES[letter.kind] and not is_served(session, letter):
        letter.served_on = clock.today()
        record(session, Kind.LETTER_SERVED, about=letter, by=by, letter=letter.kind)


def is_served(session: Session, letter: Letter) -> bool:
    """Whether any copy was opened before."""
    same = (Letter.event_id == letter.event_id, Letter.kind == letter.kind, Letter.served_on.is_not(None))
    return bool(session.scalar(exists().where(*same).select()))
