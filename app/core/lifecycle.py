"""States, and the steps between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.core.errors import WrongState
from app.core.words import Word

S = TypeVar("S", bound=Word)


@dataclass(frozen=True)
class Lifecycle(Generic[S]):
    """The states of a thing, and the steps between them."""

    steps: Mapping[S, frozenset[S]]

    def allows(self, now: S, then: S) -> bool:
        return then in self.steps[now]

    def step(self, now: S, then: S) -> S:
        """The state `then`, or `WrongState` where no step leads there."""
        if not self.allows(now, then):
            raise WrongState(f"{now.label}: cannot become “{then.label.lower()}”. It has moved on since you looked.")
        return then
