"""The chain that shows whether the history was touched.

Each seal covers the event's own columns, the digest of its facts and the seal before it. The facts come in by their
digest, so that personal data can be erased by rule and the chain still holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from hashlib import sha256

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.history.models import Event, Seal

START = "0" * 64
ONE_SEALER = 0x41454F
BATCH = 5_000


@dataclass(frozen=True)
class Broken:
    """Where the chain does not hold, and why."""

    position: int
    reason: str


def facts_digest(event: Event) -> str:
    return sha256(json.dumps(event.facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()


def digest(event: Event, facts: str, previous: str) -> str:
    columns = [event.id, event.position, event.kind.value, event.operator_id, event.case_id, event.about_id, event.by_id]
    line = "|".join([*(str(column) for column in columns), event.at.astimezone(UTC).isoformat(), facts, previous])
    return sha256(line.encode()).hexdigest()


def seal(session: Session) -> int:
    """Seal what is not sealed yet, in the order of its positions; one sealer at a time. How many were sealed.

    An event of a slow transaction may get its position before and be seen after a later one. It is sealed when it is
    seen: the chain follows the order of sealing, `Seal.position`.
    """
    session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_SEALER})
    last = session.scalars(select(Seal).order_by(Seal.position.desc()).limit(1)).first()
    previous, position = (last.digest, last.position) if last else (START, 0)
    loose = select(Event).outerjoin(Seal, Seal.event_id == Event.id).where(Seal.id.is_(None)).order_by(Event.position)
    events = session.scalars(loose.limit(BATCH)).all()
    for place, event in enumerate(events, position + 1):
        facts = facts_digest(event)
        link = digest(event, facts, previous)
        session.add(Seal(position=place, event_id=event.id, facts_digest=facts, previous=previous, digest=link))
        previous = link
    session.flush()
    return len(events)


def verify(session: Session) -> Iterator[Broken]:
    """Every place at which the chain does not hold."""
    previous, expected = START, 1
    rows = session.execute(select(Seal, Event).join(Event, Event.id == Seal.event_id).order_by(Seal.position))
    for link, event in rows.yield_per(1_000):
        if link.position != expected:
            yield Broken(expected, "a seal is missing")
        if link.previous != previous:
            yield Broken(link.position, "the seal before it was changed")
        if link.facts_digest != facts_digest(event):
            yield Broken(link.position, "the facts were changed")
        if link.digest != digest(event, link.facts_digest, link.previous):
            yield Broken(link.position, "the event was changed")
        previous, expected = link.digest, link.position + 1
