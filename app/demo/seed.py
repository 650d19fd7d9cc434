"""Seeding the demonstration: the edition, the officers, then one business after the other, each in a transaction of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock, ids
from app.criteria.service import load_files
from app.demo import declarations, policies, systems, webhooks
from app.demo.cast import Firm, firms
from app.demo.crew import Crew, found, muster
from app.demo.stories import tell
from app.operators.models import Operator
from app.reactions import committing

LONG_AGO = timedelta(days=9 * 365)  # before every story


def is_seeded(session: Session) -> bool:
    return told_already(session) == {firm.tin for firm in firms()} and declarations.are_told(session)


def told_already(session: Session) -> set[str]:
    return set(session.scalars(select(Operator.tin).where(Operator.tin.in_([firm.tin for firm in firms()]))))


def prepare(session: Session) -> Crew:
    """The edition in force and the officers. What happens in this session asks for no letters."""
    session.info["quiet"] = True
    with ids.counted("demonstration"), committing(session), clock.at(clock.now() - LONG_AGO):
        load_files(session)
        crew = found(session) or muster(session)
    with ids.counted("webhooks"), committing(session):
        webhooks.set_up(session)
    return crew


def play(session: Session, crew: Crew) -> Iterator[Firm]:
    """Tell each story; yields the business just told, for whoever shows progress. After an interruption the rest is told."""
    before = told_already(session)
    for firm in firms():
        if firm.tin not in before:
            with ids.counted(firm.tin), committing(session):
                tell(session, firm, crew)
        yield firm
    with ids.counted("declarations"), committing(session):
        declarations.tell(session)
    with ids.counted("policies"), committing(session):
        policies.try_another(session, crew)
    with ids.counted("systems"), committing(session):
        systems.ask(session)
