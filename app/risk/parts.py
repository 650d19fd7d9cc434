"""Parts of authorisations that are suspended by themselves: what a shipment meets of them, and how they are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.core import clock
from app.risk.facts import Authorisation, Facts, Status, SuspendedPart

if TYPE_CHECKING:
    from app.risk.engine import Shipment


def met_by(asked: Shipment, facts: Facts, moment: datetime) -> Facts:
    """For a shipment of a part that is suspended its authorisation is suspended; for any other it stays what it is."""
    lasting = [part for part in facts.suspended_parts if part.lasts_at(moment)]
    closed = {part.type for part in lasting if asked.role in part.roles or asked.site in part.sites}
    if not closed:
        return facts
    return replace(facts, authorisations=tuple(_met(one, moment) if one.type in closed else one for one in facts.authorisations))


def _met(authorisation: Authorisation, moment: datetime) -> Authorisation:
    is_valid = authorisation.at(moment) is Status.VALID
    return replace(authorisation, status=Status.SUSPENDED, then=()) if is_valid else authorisation


def suspended(facts: Facts, moment: datetime) -> tuple[dict[str, Any], ...]:
    """In an order that does not depend on that of the facts."""
    lasting = [to_json(part) for part in facts.suspended_parts if part.lasts_at(moment)]
    return tuple(sorted(lasting, key=lambda one: (one["type"], one["since"], one["roles"], one["sites"])))


def to_json(part: SuspendedPart) -> dict[str, Any]:
    return {
        "type": part.type.value,
        "roles": sorted(part.roles),
        "sites": sorted(part.sites),
        "since": part.on.isoformat(),
        "suspended_until": part.until and clock.day_of(part.until).isoformat(),
    }
