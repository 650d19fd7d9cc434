"""What every part of a policy shares: how numbers are written, and what each rule says."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.programme.words import Domain
from app.risk.facts import Standing

Code = Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9]{2}$")]
Whole = Annotated[int, Field(strict=True)]
Count = Annotated[int, Field(strict=True, ge=0)]
Positive = Annotated[int, Field(strict=True, gt=0)]
Penalty = Annotated[int, Field(strict=True, ge=0)]


class Said(BaseModel):
    """A part of a policy: nothing in it is optional by mistake, nothing is left over."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class RuleOf(Said):
    """What every rule says: its code, the figures it moves, whom it concerns, and the hint for a higher credit."""

    code: Code
    figures: tuple[Domain, ...] = tuple(Domain)
    standings: tuple[Standing, ...]
    hint: str
    opens_reassessment: bool = False

    @property
    def most(self) -> int:
        """The most that anybody gets from it; rules that only cost have nothing to give."""
        return 0


def rising(steps: Sequence[tuple[float, int]], code: str) -> None:
    """Limits go up and points never down, so that a worse input can never lower a figure."""
    for (limit, points), (next_limit, next_points) in pairwise(steps):
        if next_limit <= limit or next_points < points:
            raise ValueError(f"{code}: the steps must go from the best to the worst")
