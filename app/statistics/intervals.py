"""How sure a number is: 95 % intervals, so that nobody reads noise. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import hypot, sqrt

from pydantic import BaseModel, ConfigDict

Z = 1.959964


class Estimate(BaseModel):
    """A rate or a median of `of` cases; the truth lies between `low` and `high` nineteen times out of twenty."""

    model_config = ConfigDict(frozen=True)

    value: float
    low: float
    high: float
    of: int


def wilson(found: int, of: int) -> Estimate:
    """A rate, by Wilson: right for few cases and near 0 too."""
    rate, squared = found / of, Z * Z
    middle = (rate + squared / (2 * of)) / (1 + squared / of)
    half = Z / (1 + squared / of) * sqrt(rate * (1 - rate) / of + squared / (4 * of * of))
    low, high = middle - half if found else 0.0, middle + half if found < of else 1.0
    return Estimate(value=rate, low=low, high=high, of=of)


def difference(own: Estimate, other: Estimate) -> Estimate:
    """Own minus other, from the interval of each (Newcombe; Zou and Donner)."""
    value = own.value - other.value
    low = value - hypot(own.value - own.low, other.high - other.value)
    high = value + hypot(own.high - own.value, other.value - other.low)
    return Estimate(value=value, low=low, high=high, of=own.of)


def median(numbers: Sequence[int], limits: Sequence[float]) -> Estimate:
    """Of cases counted between limits; `limits` has one more than `numbers`. Its interval is that of the middle rank."""
    of = sum(numbers)
    half = Z / (2 * sqrt(of))
    low, value, high = (quantile(numbers, limits, share) for share in (0.5 - half, 0.5, 0.5 + half))
    return Estimate(value=value, low=low, high=high, of=of)


def quantile(numbers: Sequence[int], limits: Sequence[float], share: float) -> float:
    """As if the cases between two limits lay evenly."""
    wanted, ends = min(max(share, 0.0), 1.0) * sum(numbers), list(accumulate(numbers))
    for number, end, (start, stop) in zip(numbers, ends, pairwise(limits), strict=True):
        if number and end >= wanted:
            return start + (stop - start) * (wanted - (end - number)) / number
    return limits[-1]
