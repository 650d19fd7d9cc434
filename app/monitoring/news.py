"""What changed in the portal, by the part of a review it belongs to."""

from __future__ import annotations

from collections.abc import Mapping

from app.history.kinds import STANDING_CHANGED, Kind
from app.history.models import Event
from app.monitoring.states import Part

NEWS: Mapping[Kind, Part] = {
    Kind.BUSINESS_DESCRIBED: Part.BUSINESS,
    **dict.fromkeys((Kind.SITE_ADDED, Kind.SITE_CHANGED, Kind.SITE_CLOSED), Part.SITES),
    **dict.fromkeys(
        (Kind.CONTACT_CHANGED, Kind.INVITATION_ACCEPTED, Kind.ROLE_CHANGED, Kind.MEMBERSHIP_ENDED),
        Part.CONTACTS,
    ),
    **dict.fromkeys((*STANDING_CHANGED, Kind.CONSENT_CHANGED), Part.HELD),
    **dict.fromkeys((Kind.INFRINGEMENT_RECORDED, Kind.SOLVENCY_ALERT_CONFIRMED), Part.RECORDS),
    **dict.fromkeys((Kind.INCIDENT_REPORTED, Kind.FINDING_RAISED), Part.SECURITY),
}
OF_ROLES = frozenset({"roles", "modes"})


def part_of(event: Event) -> Part:
    """Where it stands in a review; a description that names roles or activities alone is about these."""
    changed = set(event.facts.get("changed") or ())
    if event.kind is Kind.BUSINESS_DESCRIBED and (changed & OF_ROLES or event.facts.get("activities")):
        return Part.ROLES
    return NEWS[event.kind]
