"""What a replica leaves to the portal itself."""

from __future__ import annotations

from app.core.refusals import Refusal
from app.register.parameters import NOW


class Elsewhere(Exception):
    """The portal answers this; a node that stands alone refuses it."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.detail)
        self.refusal = refusal


def only_now(**moments: str | None) -> None:
    """Of other moments a replica knows nothing."""
    for name, moment in moments.items():
        if moment not in (None, NOW):
            raise Elsewhere(Refusal("not-yet-supported", f"Here {name} can only be {NOW}: the portal answers for other moments."))
