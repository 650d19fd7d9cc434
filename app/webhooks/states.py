"""The states of a webhook."""

from __future__ import annotations

from app.core.lifecycle import Lifecycle
from app.core.words import Word


class State(Word):
    """Whether anything is sent."""

    ACTIVE = "active", "Active"
    PAUSED = "paused", "Paused"
    DISABLED = "disabled", "Disabled"


LIFECYCLE: Lifecycle[State] = Lifecycle(
    {
        State.ACTIVE: frozenset({State.PAUSED, State.DISABLED}),
        State.PAUSED: frozenset({State.ACTIVE}),
        State.DISABLED: frozenset({State.ACTIVE}),
    }
)
