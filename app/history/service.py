"""Recording what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from app.core import clock, jobs
from app.history.kinds import Kind
from app.history.models import Event

if TYPE_CHECKING:
    from app.accounts.models import User


class Thing(Protocol):
    """Anything with an id: what an event is about."""

    id: UUID


def record(session: Session, kind: Kind, /, *, about: Thing, by: User | None, case: UUID | None = None, **facts: object) -> Event:
    """Write down what happened, and let the worker react to it once this is committed.

    `case` is the id of the application it belongs to, if any. Facts must be storable as JSON.
    """
    event = Event(
        kind=kind,
        operator_id=getattr(about, "operator_id", None),
        case_id=case,
        about_id=about.id,
        by_id=by.id if by else None,
        at=clock.now(),
        facts=facts,
    )
    session.add(event)
    session.flush()
    recorded(session).append(event)
    jobs.defer(session, "react", event_id=str(event.id))
    return event


def recorded(session: Session) -> list[Event]:
    """The events of the transaction under way: `committing` empties it."""
    events: list[Event] = session.info.setdefault("recorded", [])
    return events
