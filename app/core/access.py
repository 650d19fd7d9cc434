"""What a system may, as it stands now: what a token says counts only within it. The portal and look-up nodes ask it alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from app.core.tokens import Bearer, InvalidToken


@dataclass(frozen=True)
class Access:
    """`certificates`: where there are any, the system asks with one of them. `tokens_end`: none issued until then is taken."""

    client_id: str
    scopes: frozenset[str]
    certificates: frozenset[str] = frozenset()
    tokens_end: int = 0

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        """As `to_json` wrote it."""
        certificates = frozenset(document.get("certificates") or ())
        return cls(document["client_id"], frozenset(document["scopes"]), certificates, document.get("tokens_end") or 0)

    def to_json(self) -> dict[str, object]:
        more = {"certificates": sorted(self.certificates), "tokens_end": self.tokens_end}
        return {"client_id": self.client_id, "scopes": sorted(self.scopes)} | more

    def open(self, bearer: Bearer, certificate: str | None) -> frozenset[str]:
        """The scopes this token opens, sent with this certificate or none; `InvalidToken` where it opens nothing any more."""
        if bearer.issued <= self.tokens_end:
            raise InvalidToken("The token was revoked.")
        if bearer.certificate not in (None, certificate):
            raise InvalidToken("The token is bound to another certificate.")
        if self.certificates and bearer.certificate not in self.certificates:
            raise InvalidToken("The token is not bound to a certificate of this system.")
        return bearer.scopes & self.scopes
