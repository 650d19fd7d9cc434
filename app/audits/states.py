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
