"""Opening a letter in the portal."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.alerts import policy
from app.alerts.models import Letter
from app.core import clock
from app.core.errors import allow


def open_letter(session: Session, letter: Letter, *, by: User) -> None:
    """Seen from now on. It only says that something waits: what is served is served where it is opened, so no event."""
    allow(policy.can_open(by, letter), "This letter was written to a colleague. You may read it all the same.")
    letter.opened_at = letter.opened_at or clock.now()
