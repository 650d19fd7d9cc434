"""What two policies make of many operators, counted. Pure, and addable: each process counts its own part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from heapq import nlargest
from typing import Any, NamedTuple, Self

from app.programme.words import Domain
from app.risk.engine import figures
from app.risk.facts import Facts
from app.risk.modifier import Figure
from app.risk.policy import Policy

FAR = 10  # points from which a move is told
NONE = "none"  # the band of a closed figure
KEPT = 200  # movers told by name


class Known(NamedTuple):
    """One operator as it is stored: its facts as JSON, and what controls found of it."""

    operator: str
    facts: str
    checks: int = 0
    errors: int = 0
    offences: int = 0


class Mover(NamedTuple):
    operator: str
    before: int
    after: int

    @property
    def by(self) -> int:
        return abs(self.after - self.before)


def farthest(movers: Iterable[Mover]) -> list[Mover]:
    return nlargest(KEPT, movers, key=lambda mover: (mover.by, mover.operator))


@dataclass
class Counted:
    """One figure: how its values lie under both policies, and how operators go from band to band.

    `outcomes` holds for each pair of bands checks, errors and offences.
    """

    before: Counter[int] = field(default_factory=Counter)
    after: Counter[int] = field(default_factory=Counter)
    bands: Counter[tuple[str, str]] = field(default_factory=Counter)
    outcomes: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    far: int = 0
    movers: list[Mover] = field(default_factory=list)

    def count(self, known: Known, before: Figure, after: Figure) -> None:
        self.before[before.value] += 1
        self.after[after.value] += 1
        pair = (before.band or NONE, after.band or NONE)
        self.bands[pair] += 1
        if known.checks or known.offences:
            self.add_outcomes(pair, (known.checks, known.errors, known.offences))
        if abs(after.value - before.value) >= FAR:
            self.far += 1
            self.movers.append(Mover(known.operator, before.value, after.value))

    def add_outcomes(self, pair: tuple[str, str], numbers: Iterable[int]) -> None:
        so_far = self.outcomes.get(pair, [0, 0, 0])
        self.outcomes[pair] = [one + other for one, other in zip(so_far, numbers, strict=True)]

    def __iadd__(self, other: Self) -> Self:
        self.before += other.before
        self.after += other.after
        self.bands += other.bands
        for pair, numbers in other.outcomes.items():
            self.add_outcomes(pair, numbers)
        self.far += other.far
        self.movers = farthest([*self.movers, *other.movers])
        return self

    def to_json(self) -> dict[str, Any]:
        return {
            "before": {str(value): number for value, number in sorted(self.before.items())},
            "after": {str(value): number for value, number in sorted(self.after.items())},
            "bands": [[*pair, number] for pair, number in sorted(self.bands.items())],
            "outcomes": [[*pair, *numbers] for pair, numbers in sorted(self.outcomes.items())],
            "far": self.far,
            "movers": [list(mover) for mover in farthest(self.movers)],
        }


@dataclass
class Tally:
    """Both figures of all operators counted so far."""

    operators: int = 0
    figures: dict[Domain, Counted] = field(default_factory=lambda: {figure: Counted() for figure in Domain})

    def __iadd__(self, other: Self) -> Self:
        self.operators += other.operators
        for figure, counted in other.figures.items():
            self.figures[figure] += counted
        return self

    def to_json(self) -> dict[str, Any]:
        return {"operators": self.operators, "figures": {figure.value: told.to_json() for figure, told in self.figures.items()}}


def tally(operators: Iterable[Known], before: Policy, after: Policy, moment: datetime) -> Tally:
    """Both policies over the same facts at the same moment."""
    counted = Tally()
    for known in operators:
        facts = Facts.from_json(known.facts)
        one, other = figures(facts, before, moment), figures(facts, after, moment)
        counted.operators += 1
        for figure, sums in counted.figures.items():
            sums.count(known, one[figure], other[figure])
    return counted


def in_pieces(operators: Iterable[Known], size: int) -> Iterator[list[Known]]:
    piece: list[Known] = []
    for known in operators:
        piece.append(known)
        if len(piece) == size:
            yield piece
            piece = []
    if piece:
        yield piece
