"""Seeding the demonstration: the edition, the officers, then one business after the other, each in a transaction of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock, ids
from app.criteria.service import load_files
from app.demo.cast import Firm, firms
from app.demo.crew import Crew, muster
from app.demo.stories import tell
from app.operators.models import Operator
from app.reactions import committing

LONG_AGO = timedelta(days=9 * 365)  # before every story


def is_seeded(session: Session) -> bool:
    return session.scalar(select(Operator.id).where(Operator.tin == firms()[0].tin)) is not None


def prepare(session: Session) -> Crew:
    """The edition in force and the officers. What happens in this session asks for no letters."""
    session.info["quiet"] = True
    with ids.counted("demonstration"), committing(session), clock.at(clock.now() - LONG_AGO):
        load_files(session)
        return muster(session)


def play(session: Session, crew: Crew) -> Iterator[Firm]:
    """Tell each story; yields the business just told, for whoever shows progress."""
    for firm in firms():
        with ids.counted(firm.tin), committing(session):
            tell(session, firm, crew)
        yield firm
