"""An error rate drawn to that of the peers: three checks say little, three hundred say a lot. Pure, in whole numbers."""

from __future__ import annotations

from typing import NamedTuple


class Weighed(NamedTuple):
    """How often somebody errs for each time the peers would, as two numbers that are never divided."""

    found: int
    peers: int

    def is_up_to(self, percent: int) -> bool:
        return 100 * self.found <= percent * self.peers

    @property
    def percent(self) -> float:
        return 100 * self.found / self.peers


def weighed(checks: int, errors: int, expected: int, prior: int) -> Weighed:
    """r = ((e + prior p) / (n + prior)) / p, where n p = `expected` is what the peers would have erred, in ten-thousandths.

    Without a check nothing is known: the peers' own rate.
    """
    if not checks:
        return Weighed(1, 1)
    imagined = prior * expected
    return Weighed(10_000 * errors * checks + imagined, expected * checks + imagined)
