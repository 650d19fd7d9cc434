"""The modifier of today, as systems get it: as published or, where that no longer holds or less was asked for, computed."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core import clock
from app.register import bodies, reading
from app.register.models import Entry
from app.risk.engine import ANYTHING, Shipment, compute
from app.risk.facts import UNKNOWN, Facts
from app.risk.policies.queries import in_force
from app.risk.queries import latest


def published(entry: Entry, shipment: Shipment) -> bytes | None:
    """None where it must be computed."""
    return entry.restricted.risk if shipment == ANYTHING and not reading.is_stale(entry) else None


def computed(session: Session, entry: Entry, shipment: Shipment) -> bytes:
    """From the facts of the last computation: what they become by themselves stands in them."""
    last = latest(session, entry.operator_id)
    facts = Facts.from_dict(last.facts) if last else UNKNOWN
    modifier = compute(facts, in_force(session), clock.now(), shipment)
    return bodies.risk(reading.particulars(entry), modifier.to_json())
