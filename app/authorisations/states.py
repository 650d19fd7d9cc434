"""What may become of an authorisation, and what the world sees of it."""

from __future__ import annotations

from app.core.lifecycle import Lifecycle
from app.core.words import Word


class State(Word):
    """What stands in the file. Whether a grant has taken effect yet depends on the day: see `Status`."""

    GRANTED = "granted", "Granted"
    SUSPENDED = "suspended", "Suspended"
    REVOKED = "revoked", "Revoked"


LIFECYCLE = Lifecycle(
    {
        State.GRANTED: frozenset({State.SUSPENDED, State.REVOKED}),
        State.SUSPENDED: frozenset({State.GRANTED, State.REVOKED}),
        State.REVOKED: frozenset(),
    }
)

IN_FORCE = frozenset({State.GRANTED, State.SUSPENDED})


class Status(Word):
    """What an authorised system sees; the public sees only whether it is valid today.

    Nothing becomes one of the last four yet: whoever builds against the answers knows them before they come.
    """

    VALID = "valid", "Valid"
    NOT_YET_VALID = "not_yet_valid", "Not yet valid"
    SUSPENDED = "suspended", "Suspended"
    REVOKED = "revoked", "Revoked"
    EXPIRED = "expired", "Expired"
    WITHDRAWN = "withdrawn", "Withdrawn"
    WITHDRAWN_UNDER_PROCEDURE = "withdrawn_under_procedure", "Withdrawn while a procedure was open"
    ANNULLED = "annulled", "Annulled"
    SUPERSEDED = "superseded", "Superseded"
