"""What is decided, why, and what may become of a proposal."""

from __future__ import annotations

from app.core.lifecycle import Lifecycle
from app.core.words import Word


class Measure(Word):
    GRANT = "grant", "Grant"
    REFUSE = "refuse", "Refuse"
    SUSPEND = "suspend", "Suspend"
    REINSTATE = "reinstate", "Make valid again"
    REVOKE = "revoke", "Revoke"

    @property
    def is_adverse(self) -> bool:
        """The trader is heard first."""
        return self in ADVERSE


ADVERSE = frozenset({Measure.REFUSE, Measure.SUSPEND, Measure.REVOKE})


class Ground(Word):
    """Why an authorisation is touched."""

    CRITERIA_MET = "criteria_met", "The criteria are met"
    CRITERIA_NOT_MET = "criteria_not_met", "One or more criteria are not met"
    COMPLIANCE = "compliance", "Compliance with customs and tax rules"
    SECURITY_RISK = "security_risk", "Immediate risk to security, health or the environment"
    SUSPICION = "suspicion", "Suspected, not yet proven"
    TIME_TO_CURE = "time_to_cure", "Time asked for to put things right"
    OWN_REQUEST = "own_request", "Own request of the holder"
    MEASURES_VERIFIED = "measures_verified", "Measures verified, criteria met again"


class State(Word):
    PROPOSED = "proposed", "Proposed"
    IN_HEARING = "in_hearing", "Trader is being heard"
    DECIDED = "decided", "Decided"
    WITHDRAWN = "withdrawn", "Withdrawn"


LIFECYCLE = Lifecycle(
    {
        State.PROPOSED: frozenset({State.IN_HEARING, State.DECIDED, State.WITHDRAWN}),
        State.IN_HEARING: frozenset({State.DECIDED, State.WITHDRAWN}),
        State.DECIDED: frozenset(),
        State.WITHDRAWN: frozenset(),
    }
)

OPEN = frozenset({State.PROPOSED, State.IN_HEARING})
