"""What a simulation says, read from its stored sums: how much moves, who, and what that hides or shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any, NamedTuple
from uuid import UUID

from app.programme.words import Domain
from app.risk.policy import Policy
from app.risk.simulation.tally import NONE, Mover

LITTLE, MUCH = 0.1, 0.25  # the usual reading of the index


class Rate(NamedTuple):
    """How often something was found among so many."""

    found: int
    among: int

    @property
    def percent(self) -> float | None:
        return 100 * self.found / self.among if self.among else None


class BandRates(NamedTuple):
    """One band under both policies: operators in it, and errors among their random checks."""

    band: str
    before: int
    after: int
    hits_before: Rate
    hits_after: Rate


@dataclass(frozen=True)
class Report:
    """One figure of a simulation. `bands` go from the most credit to the least; `none` is a closed figure."""

    figure: Domain
    bands: tuple[str, ...]
    told: Mapping[str, Any]

    @property
    def before(self) -> dict[int, int]:
        return {int(value): number for value, number in self.told["before"].items()}

    @property
    def after(self) -> dict[int, int]:
        return {int(value): number for value, number in self.told["after"].items()}

    @property
    def operators(self) -> int:
        return sum(self.before.values())

    @property
    def matrix(self) -> list[tuple[str, list[int]]]:
        """For each band under the policy in force, how many come into which band."""
        numbers = {(before, after): number for before, after, number in self.told["bands"]}
        return [(before, [numbers.get((before, after), 0) for after in self.bands]) for before in self.bands]

    @property
    def moved(self) -> int:
        """How many come into another band."""
        return sum(number for before, after, number in self.told["bands"] if before != after)

    @property
    def changed(self) -> tuple[int, int]:
        """How many bands up and down: more credit, less credit."""
        place = {band: rank for rank, band in enumerate(self.bands)}
        gain = sum(number for before, after, number in self.told["bands"] if place[after] < place[before])
        return gain, self.moved - gain

    @property
    def stability(self) -> float:
        """The population stability index over the bands; an empty band counts as half an operator."""
        before, after = self._in_bands(0), self._in_bands(1)
        total = self.operators + len(self.bands) / 2
        shares = [((one + 0.5) / total, (other + 0.5) / total) for one, other in zip(before, after, strict=True)]
        return sum((now - then) * log(now / then) for then, now in shares)

    @property
    def reading(self) -> str:
        """The index in a word."""
        return "little" if self.stability < LITTLE else "some" if self.stability < MUCH else "much"

    @property
    def far(self) -> int:
        """How many move by ten points or more; the first of them are `movers`."""
        return int(self.told["far"])

    @property
    def movers(self) -> list[Mover]:
        return [Mover(*one) for one in self.told["movers"]]

    @property
    def rates(self) -> list[BandRates]:
        return [
            BandRates(band, operators, then, self._hits(0, band), self._hits(1, band))
            for band, operators, then in zip(self.bands, self._in_bands(0), self._in_bands(1), strict=True)
        ]

    @property
    def has_outcomes(self) -> bool:
        return bool(self.told["outcomes"])

    @property
    def hidden(self) -> tuple[Rate, Rate]:
        """The share of all offences that lies in the band of the most credit, under both policies."""
        total = sum(one[4] for one in self.told["outcomes"])
        return tuple(Rate(self._sum(side, self.bands[0], 4), total) for side in (0, 1))  # type: ignore[return-value]

    def _in_bands(self, side: int) -> list[int]:
        return [sum(one[2] for one in self.told["bands"] if one[side] == band) for band in self.bands]

    def _hits(self, side: int, band: str) -> Rate:
        return Rate(self._sum(side, band, 3), self._sum(side, band, 2))

    def _sum(self, side: int, band: str, column: int) -> int:
        return sum(one[column] for one in self.told["outcomes"] if one[side] == band)


def reports(result: Mapping[str, Any], before: Policy, after: Policy) -> list[Report]:
    """Both figures of a stored result."""
    return [Report(figure, bands_of(before, after), result["figures"][figure.value]) for figure in Domain]


def bands_of(*policies: Policy) -> tuple[str, ...]:
    """Those of both, the most credit first; a closed figure stands behind all that have credit."""
    limits: dict[str, int] = {}
    for policy in policies:
        for band in policy.bands:
            limits.setdefault(band.band, band.at_most)
    return (*sorted(limits, key=lambda band: limits[band]), NONE)


def movers_of(told: Sequence[Report]) -> set[UUID]:
    return {UUID(mover.operator) for report in told for mover in report.movers}
