"""What a change of the register is called."""

from __future__ import annotations

from app.core.words import Word


class ChangeKind(Word):
    """What changed. Those of one operator are for every follower, the others for look-up nodes, which answer in our place."""

    STATUS_CHANGED = "status_changed", "The status or an authorisation changed"
    MODIFIER_CHANGED = "modifier_changed", "The modifier, or what it is made of, changed"
    MODIFIER_RENEWED = "modifier_renewed", "The modifier is the same, and holds for longer"
    OPERATOR_CHANGED = "operator_changed", "Name, places or roles changed"
    CONSENT_CHANGED = "consent_changed", "The consent to the public register was given or withdrawn"
    CLIENT_CHANGED = "client_changed", "The access of a system changed"
    KEYS_CHANGED = "keys_changed", "The keys that sign changed"
    POLICY_CHANGED = "policy_changed", "Another policy is in force"

    @property
    def api(self) -> str:
        """Its name between systems, with the version of what comes with it."""
        return f"aeo.{self.value.replace('_', '.')}.v1"


FOR_NODES = (ChangeKind.CLIENT_CHANGED, ChangeKind.KEYS_CHANGED, ChangeKind.POLICY_CHANGED)
FOR_ALL = tuple(kind for kind in ChangeKind if kind not in FOR_NODES)
