"""What a rule is asked, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from app.programme.words import Domain
from app.risk.facts import Authorisation, Facts, Standing
from app.risk.policy import Policy


class Row(NamedTuple):
    """The points of one rule, the best anybody gets from it, and the fact they rest on."""

    points: int
    best: int
    fact: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One operator in one figure on one day; `held` are the authorisations its standing rests on."""

    facts: Facts
    policy: Policy
    figure: Domain
    day: date
    standing: Standing
    held: tuple[Authorisation, ...]
    role: str | None = None  # of the shipment, where one was named

    @property
    def types(self) -> list[str]:
        """What is held, customs first."""
        return sorted(authorisation.type.value for authorisation in self.held)

    @property
    def is_validated(self) -> bool:
        """Only who was looked at on site may earn the full credit."""
        validated_on = self.facts.last_validated_on
        return self.standing is Standing.VALIDATED and validated_on is not None and validated_on <= self.day
