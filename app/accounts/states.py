"""What may become of an invitation."""

from __future__ import annotations

from app.accounts.words import InvitationState
from app.core.lifecycle import Lifecycle

LIFECYCLE = Lifecycle(
    {
        InvitationState.OPEN: frozenset({InvitationState.ACCEPTED, InvitationState.WITHDRAWN}),
        InvitationState.ACCEPTED: frozenset(),
        InvitationState.WITHDRAWN: frozenset(),
    }
)
