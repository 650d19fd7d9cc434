"""What may become of a finding and of its corrective action."""

from __future__ import annotations

from app.core.lifecycle import Lifecycle
from app.core.words import Word


class Grade(Word):
    MAJOR = "major", "Major"
    MINOR = "minor", "Minor"
    OBSERVATION = "observation", "Observation"


class State(Word):
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


LIFECYCLE = Lifecycle({State.OPEN: frozenset({State.CLOSED}), State.CLOSED: frozenset()})


class ActionState(Word):
    ASKED = "asked", "To be done"
    REPORTED = "reported", "Reported as done"
    VERIFIED = "verified", "Verified"


ACTION_LIFECYCLE = Lifecycle(
    {
        ActionState.ASKED: frozenset({ActionState.REPORTED}),
        ActionState.REPORTED: frozenset({ActionState.VERIFIED, ActionState.ASKED}),
        ActionState.VERIFIED: frozenset(),
    }
)
