"""What may become of an authorisation, and what the world sees of it."""

from __future__ import annotations

from datetime import date
from typing import Protocol

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


class PartState(Word):
    """What stands in the file of a part that was suspended by itself."""

    SUSPENDED = "suspended", "Suspended"
    LIFTED = "lifted", "Lifted"
    OVER = "over", "Over"


PARTS = Lifecycle(
    {
        PartState.SUSPENDED: frozenset({PartState.LIFTED, PartState.OVER}),
        PartState.LIFTED: frozenset(),
        PartState.OVER: frozenset(),
    }
)


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


class Dated(Protocol):
    """An authorisation as far as its status goes, wherever it was read from."""

    @property
    def state(self) -> State: ...
    @property
    def effective_from(self) -> date: ...
    @property
    def effective_to(self) -> date | None: ...
    @property
    def suspended_until(self) -> date | None: ...


def status_on(held: Dated, day: date) -> Status:
    """What the world sees of it on a day, as known now."""
    if held.state is State.REVOKED:
        return Status.REVOKED
    if held.effective_to and day >= held.effective_to:
        return Status.EXPIRED
    if day < held.effective_from:
        return Status.NOT_YET_VALID
    if held.state is State.SUSPENDED and not (held.suspended_until and day >= held.suspended_until):
        return Status.SUSPENDED
    return Status.VALID


class Lasting(Protocol):
    """A suspension of a part, wherever it was read from."""

    @property
    def suspended_on(self) -> date: ...
    @property
    def suspended_until(self) -> date | None: ...


def lasts_on(part: Lasting, day: date) -> bool:
    """Whether the part is suspended on a day, as known now."""
    return part.suspended_on <= day and not (part.suspended_until and day >= part.suspended_until)


def next_change_after(held: Dated, day: date) -> date | None:
    """The next day on which the status changes by itself."""
    ahead = [on for on in (held.effective_from, held.suspended_until, held.effective_to) if on and on > day]
    return min(ahead, default=None) if held.state is not State.REVOKED else None
