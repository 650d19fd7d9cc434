"""What may become of a policy. Whether it is in force says its periods: it may be so more than once."""

from app.core.lifecycle import Lifecycle
from app.core.words import Word


class State(Word):
    PROPOSED = "proposed", "Proposed"
    APPROVED = "approved", "Approved"
    REJECTED = "rejected", "Rejected"
    WITHDRAWN = "withdrawn", "Withdrawn"
    RETIRED = "retired", "Retired"


LIFECYCLE = Lifecycle(
    {
        State.PROPOSED: frozenset({State.APPROVED, State.REJECTED, State.WITHDRAWN}),
        State.APPROVED: frozenset({State.RETIRED}),
        State.REJECTED: frozenset(),
        State.WITHDRAWN: frozenset(),
        State.RETIRED: frozenset(),
    }
)
