"""A risk figure as a waterfall: each component starts where the one before it ended. Only geometry."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

LEFT, RIGHT, ROW, TOP = 190, 540, 38, 30
STEP = 5  # points between two lines of the scale


class Component(Protocol):
    """A row of the figure, as the risk engine gives it."""

    @property
    def code(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def points(self) -> int: ...


@dataclass(frozen=True)
class Bar:
    """A component as drawn."""

    label: str
    points: int
    x: int
    width: int
    y: int
    end: int

    @property
    def costs(self) -> bool:
        return self.points > 0

    @property
    def is_wide(self) -> bool:
        return self.width >= 60


@dataclass(frozen=True)
class Waterfall:
    """All that the template draws."""

    bars: list[Bar]
    total: Bar
    scale: list[tuple[int, int]]
    height: int
    sentence: str


def waterfall(name: str, components: Iterable[Component], value: int) -> Waterfall:
    """Draw a figure. `value` is what is published: it differs from the sum where a floor or the clamp has cut it."""
    rows = [(row.label, row.points) for row in components]
    ends = running(points for _, points in rows)
    low, high = min([*ends, value, -STEP]), max([*ends, value, 0])
    low -= low % STEP

    def at(points: int) -> int:
        return round(LEFT + (RIGHT - LEFT) * (points - low) / (high - low))

    starts = [0, *ends]
    bars = [bar(label, points, starts[i], at, TOP + ROW * i) for i, (label, points) in enumerate(rows)]
    return Waterfall(
        bars=bars,
        total=bar("Figure", value, 0, at, TOP + ROW * len(rows)),
        scale=[(points, at(points)) for points in range(low, high + 1, STEP)],
        height=TOP + ROW * (len(rows) + 1) - 6,
        sentence=f"{name} figure: " + ", ".join(f"{label} {points:+d}" for label, points in rows) + f", in all {value:+d}",
    )


def running(points: Iterable[int]) -> list[int]:
    ends: list[int] = []
    for step in points:
        ends.append((ends[-1] if ends else 0) + step)
    return ends


def bar(label: str, points: int, start: int, at: Callable[[int], int], y: int) -> Bar:
    one, other = sorted((at(start), at(start + points)))
    return Bar(label, points, one, other - one, y, at(start + points))
