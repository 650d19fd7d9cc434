"""What may become of a fact of the record, and of a dispute about one."""

from __future__ import annotations

from app.core.lifecycle import Lifecycle
from app.core.words import Word


class InfringementState(Word):
    RECORDED = "recorded", "On record"
    WITHDRAWN = "withdrawn", "Withdrawn"


INFRINGEMENT_LIFECYCLE = Lifecycle(
    {
        InfringementState.RECORDED: frozenset({InfringementState.WITHDRAWN}),
        InfringementState.WITHDRAWN: frozenset(),
    }
)


class AlertState(Word):
    CONFIRMED = "confirmed", "Confirmed"
    LIFTED = "lifted", "Lifted"


ALERT_LIFECYCLE = Lifecycle(
    {
        AlertState.CONFIRMED: frozenset({AlertState.LIFTED}),
        AlertState.LIFTED: frozenset(),
    }
)


class DisputeState(Word):
    OPEN = "open", "Open"
    UPHELD = "upheld", "Upheld: it does not count"
    REJECTED = "rejected", "Rejected: it counts"
    TAKEN_BACK = "taken_back", "Taken back"


DISPUTE_LIFECYCLE = Lifecycle(
    {
        DisputeState.OPEN: frozenset({DisputeState.UPHELD, DisputeState.REJECTED, DisputeState.TAKEN_BACK}),
        DisputeState.UPHELD: frozenset(),
        DisputeState.REJECTED: frozenset(),
        DisputeState.TAKEN_BACK: frozenset(),
    }
)
