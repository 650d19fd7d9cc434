"""What the programme refuses, in the words the person reads."""

from __future__ import annotations


class DomainError(Exception):
    """A refusal. Its text is shown to the person who asked."""


class NotAllowed(DomainError):
    """This person may not do this: 403."""


class WrongState(DomainError):
    """Too early, too late, or somebody else was faster: 409."""


class TooMany(DomainError):
    """This was tried too often: 429, with the seconds to wait."""

    def __init__(self, retry_after: int) -> None:
        minutes = -(-retry_after // 60)
        super().__init__(f"This was tried too often. Try again in {minutes} minute{'s' if minutes > 1 else ''}.")
        self.retry_after = retry_after


class Invalid(DomainError):
    """What was given cannot be accepted: back to the form. `field` names the field at fault, if there is one."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


def allow(permitted: bool, refusal: str = "You may not do this.") -> None:
    """Go on if permitted, else `NotAllowed`."""
    if not permitted:
        raise NotAllowed(refusal)
