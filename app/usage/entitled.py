"""Which systems could look at modifiers, and when: of others a node has nothing true to tell."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.clients import Scope
from app.accounts.models import ApiClient
from app.accounts.words import ClientPart
from app.history.kinds import Kind
from app.history.models import Event
from app.usage.noted import Read

APART = timedelta(minutes=5)
"""By which a node may learn later of a change, or its clock differ."""
NEVER = datetime.max.replace(tzinfo=UTC)
NAMED = 10
log = logging.getLogger("usage")


class Span(NamedTuple):
    """From then on, until then."""

    start: datetime
    end: datetime

    def has(self, moment: datetime) -> bool:
        return self.start <= moment + APART and moment - APART < self.end


def entitled(session: Session, node: ApiClient, reads: Sequence[Read]) -> list[Read]:
    """Those by systems that had the right to it at that moment; the others are left out, and named in the log."""
    spans = of_systems(session, {one.client_id for one in reads})
    good = [one for one in reads if any(span.has(one.at) for span in spans.get(one.client_id, ()))]
    if wrong := Counter(one.client_id for one in reads) - Counter(one.client_id for one in good):
        log.warning("%s told of looks by systems without %s: %s", node.client_id, Scope.RISK, dict(wrong.most_common(NAMED)))
    return good


def of_systems(session: Session, names: Collection[str]) -> dict[str, list[Span]]:
    systems = session.scalars(select(ApiClient).where(ApiClient.client_id.in_(names))).all()
    changed = changes(session, [one.id for one in systems])
    return {one.client_id: list(spans_of(one, changed[one.id])) for one in systems}


def changes(session: Session, systems: Collection[UUID]) -> dict[UUID, list[Event]]:
    """Of what each may ask for, in their order."""
    about = Event.about_id.in_(systems), Event.kind == Kind.API_CLIENT_CHANGED
    scopes = Event.facts["changed_part"].as_string() == ClientPart.SCOPES
    found: dict[UUID, list[Event]] = {one: [] for one in systems}
    for event in session.scalars(select(Event).where(*about, scopes).order_by(Event.position)):
        found[event.about_id].append(event)
    return found


def spans_of(system: ApiClient, changed: Sequence[Event]) -> Iterator[Span]:
    """In which it had the right to look at modifiers."""
    starts = [system.created_at, *(event.at for event in changed)]
    ends = [*starts[1:], system.disabled_at or NEVER]
    scopes = [changed[0].facts["before"] if changed else system.scopes, *(event.facts["scopes"] for event in changed)]
    for start, end, had in zip(starts, ends, scopes, strict=True):
        if Scope.RISK in had:
            yield Span(start, end)
