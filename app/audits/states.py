"""What may become of a site visit."""

from __future__ import annotations

from app.core.lifecycle import Lifecycle
from app.core.words import Word


class VisitMode(Word):
    ON_SITE = "on_site", "On site"
    REMOTE = "remote", "Remote"
    MIXED = "mixed", "Partly remote"


class State(Word):
    PLANNED = "planned", "Planned"
    REPORTED = "reported", "Report sent"
    CANCELLED = "cancelled", "Cancelled"


LIFECYCLE = Lifecycle(
    {
        State.PLANNED: frozenset({State.REPORTED, State.CANCELLED}),
        State.REPORTED: frozenset(),
        State.CANCELLED: frozenset(),
    }
)


class Seen(Word):
    """What an auditor saw of one point of the checklist."""

    IN_ORDER = "in_order", "In order"
    FINDING = "finding", "Finding"
    NOT_SEEN = "not_seen", "Not seen"
