"""What a decision does to an authorisation. Called by `decisions` only: the four eyes are there."""

from app.authorisations.service.parts import end_part, reinstate_part, suspend_part
from app.authorisations.service.whole import end_suspension, grant, reinstate, revoke, suspend

__all__ = ["end_part", "end_suspension", "grant", "reinstate", "reinstate_part", "revoke", "suspend", "suspend_part"]
