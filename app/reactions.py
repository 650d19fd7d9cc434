"""What follows from what: before the commit (`AT_ONCE`) and after it (`REACTIONS`).

Every reaction is idempotent: the worker may run it again after a crash.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy.orm import Session

from app.alerts.occasions import OCCASIONS
from app.alerts.service import tell
from app.core import jobs
from app.history.kinds import Kind
from app.history.models import Event
from app.history.service import recorded

Reaction = Callable[[Session, Event], None]

AT_ONCE: Mapping[Kind, tuple[Reaction, ...]] = {}


def issue_certificate(session: Session, event: Event) -> None:
    """A job of its own: rendering takes its time, and a letter does not wait for it."""
    jobs.defer(session, "issue_certificate", event_id=str(event.id))


REACTIONS: Mapping[Kind, tuple[Reaction, ...]] = {
    **dict.fromkeys(Kind, ()),
    **dict.fromkeys(OCCASIONS, (tell,)),
    Kind.AUTHORISATION_GRANTED: (tell, issue_certificate),
    Kind.AUTHORISATION_REVOKED: (tell, issue_certificate),
}


@contextmanager
def committing(session: Session) -> Iterator[Session]:
    """Commit at the end what was done, with what must never lag; roll all of it back on any error."""
    try:
        yield session
        at_once(session)
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        recorded(session).clear()


def at_once(session: Session) -> None:
    """Run what the recorded events ask for before the commit."""
    for event in list(recorded(session)):
        for reaction in AT_ONCE.get(event.kind, ()):
            reaction(session, event)


def react(session: Session, event: Event) -> None:
    """Run what follows from an event after its commit: called by the worker, in a transaction of its own."""
    for reaction in REACTIONS[event.kind]:
        reaction(session, event)
