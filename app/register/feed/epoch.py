"""The epoch of the register: a cursor is worth nothing in another one.

It follows from the cluster, its time line, the database and the table of changes, so that a restore begins one by itself;
and from the rows of `register_epoch`, for a restore that leaves all of those as they were: that of a whole disk.
"""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.register.feed.models import Epoch


def renew(session: Session) -> None:
    """Begin another. Changes under way are waited for and belong to the old one; those that come later wait, and to the new."""
    session.execute(text("LOCK TABLE register_change IN EXCLUSIVE MODE"))
    session.add(Epoch())
    session.flush()
