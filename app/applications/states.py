"""What may become of an application, of a request for information."""

from __future__ import annotations

from app.core.lifecycle import Lifecycle
from app.core.words import Word


class State(Word):
    DRAFT = "draft", "Being prepared"
    SUBMITTED = "submitted", "Sent to customs"
    RETURNED = "returned", "Returned, something is missing"
    NOT_ACCEPTED = "not_accepted", "Not accepted"
    UNDER_ASSESSMENT = "under_assessment", "Under assessment"
    DECIDED = "decided", "Decided"
    WITHDRAWN = "withdrawn", "Withdrawn"


LIFECYCLE = Lifecycle(
    {
        State.DRAFT: frozenset({State.SUBMITTED, State.WITHDRAWN}),
        State.SUBMITTED: frozenset({State.RETURNED, State.UNDER_ASSESSMENT, State.NOT_ACCEPTED, State.WITHDRAWN}),
        State.RETURNED: frozenset({State.SUBMITTED, State.WITHDRAWN}),
        State.UNDER_ASSESSMENT: frozenset({State.DECIDED, State.WITHDRAWN}),
        State.NOT_ACCEPTED: frozenset(),
        State.DECIDED: frozenset(),
        State.WITHDRAWN: frozenset(),
    }
)

OPEN = frozenset({State.DRAFT, State.SUBMITTED, State.RETURNED, State.UNDER_ASSESSMENT})
WITH_TRADER = frozenset({State.DRAFT, State.RETURNED})


class RequestState(Word):
    OPEN = "open", "Waiting for the trader"
    ANSWERED = "answered", "Answered"
    WITHDRAWN = "withdrawn", "Withdrawn"


REQUEST_LIFECYCLE = Lifecycle(
    {
        RequestState.OPEN: frozenset({RequestState.ANSWERED, RequestState.WITHDRAWN}),
        RequestState.ANSWERED: frozenset(),
        RequestState.WITHDRAWN: frozenset(),
    }
)
