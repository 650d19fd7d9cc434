"""The answer: two figures with every component, and how long it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from app.core.clock import rfc3339
from app.programme.words import Domain


class Component(NamedTuple):
    """One line of the sum. `lost` is what separates it from the best."""

    code: str
    figure: Domain
    points: int
    best: int
    fact: Mapping[str, Any]

    @property
    def lost(self) -> int:
        return self.points - self.best

    def to_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "figure": self.figure.value,
            "points": self.points,
            "best": self.best,
            "lost": self.lost,
            "fact": dict(self.fact),
        }


class Figure(NamedTuple):
    """One signed number. `gate` is the code that closed it, and then there is no band."""

    value: int
    band: str | None
    gate: str | None = None

    def to_json(self) -> dict[str, Any]:
        told: dict[str, Any] = {"value": self.value, "band": self.band}
        return told if self.gate is None else {**told, "gate": self.gate}


@dataclass(frozen=True, slots=True)
class Modifier:
    """What a risk engine may add to its scores. `due_at` and `opens_reassessment` are for the portal, not for the answer."""

    modifier: int
    figures: Mapping[Domain, Figure]
    range: tuple[int, int]
    policy_id: str
    policy_sha256: str
    computed_at: datetime
    next_change_at: datetime | None
    valid_until: datetime
    due_at: datetime
    components: tuple[Component, ...]
    suspended_parts: tuple[Mapping[str, Any], ...]
    reasons: tuple[str, ...]
    opens_reassessment: bool

    def to_json(self) -> dict[str, Any]:
        """The body of the risk answer; whoever answers puts `tin` and `as_of` in front."""
        parts = {"suspended_parts": list(self.suspended_parts)} if self.suspended_parts else {}
        return {
            "modifier": self.modifier,
            "figures": {domain.value: figure.to_json() for domain, figure in self.figures.items()},
            "range": list(self.range),
            "policy": {"id": self.policy_id, "sha256": self.policy_sha256},
            "computed_at": rfc3339(self.computed_at, "seconds"),
            "next_change_at": self.next_change_at and rfc3339(self.next_change_at, "seconds"),
            "valid_until": rfc3339(self.valid_until, "seconds"),
            "components": [component.to_json() for component in self.components],
            **parts,
            "reasons": list(self.reasons),
        }
