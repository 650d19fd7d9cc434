"""A risk figure as a waterfall: each component starts where the one before it ended. Only geometry."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from app.web.formats import points as said

TOP = 30
STEP = 5  # points between two lines of the scale


@dataclass(frozen=True)
class Sheet:
    """What it is drawn on: from where to where bars go, how far apart, and how far below its label each stands."""

    width: int
    left: int
    right: int
    row: int
    below: int = 0


WIDE = Sheet(width=560, left=190, right=540, row=38)
NARROW = Sheet(width=320, left=36, right=304, row=62, below=24)  # for a telephone: labels above the bars


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
    """A component as drawn. `top` is that of its row: above the label, where this stands over the bar."""

    label: str
    points: int
    x: int
    width: int
    y: int
    end: int
    label_y: int
    top: int

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
    scale: list[tuple[str, int]]
    width: int
    height: int
    sentence: str

    @property
    def bands(self) -> list[tuple[int, int]]:
        """From where to where the lines of the scale run: beside the bars, through no label."""
        rows = [*self.bars, self.total]
        if all(row.top == row.y for row in rows):
            return [(TOP - 6, self.height)]
        ends = [*(row.top for row in rows[1:]), self.height]
        return [(row.y, end) for row, end in zip(rows, ends, strict=True)]


def waterfall(name: str, components: Iterable[Component], value: int, sheet: Sheet = WIDE) -> Waterfall:
    """Draw a figure. `value` is what is published: it differs from the sum where a floor or the clamp has cut it."""
    rows = [(row.label, row.points) for row in components]
    ends = running(points for _, points in rows)
    low, high = min([*ends, value, -STEP]), max([*ends, value, 0])
    low -= low % STEP

    def at(points: int) -> int:
        return round(sheet.left + (sheet.right - sheet.left) * (points - low) / (high - low))

    starts = [0, *ends]
    bars = [bar(label, points, starts[i], at, sheet, i) for i, (label, points) in enumerate(rows)]
    return Waterfall(
        bars=bars,
        total=bar("Figure", value, 0, at, sheet, len(rows)),
        scale=[(said(points), at(points)) for points in range(low, high + 1, STEP)],
        width=sheet.width,
        height=TOP + sheet.row * (len(rows) + 1) - 6,
        sentence=f"{name} figure: " + ", ".join(f"{label} {points:+d}" for label, points in rows) + f", in all {value:+d}",
    )


def running(points: Iterable[int]) -> list[int]:
    ends: list[int] = []
    for step in points:
        ends.append((ends[-1] if ends else 0) + step)
    return ends


def bar(label: str, points: int, start: int, at: Callable[[int], int], sheet: Sheet, place: int) -> Bar:
    one, other = sorted((at(start), at(start + points)))
    top = TOP + sheet.row * place
    label_y = top + (16 if sheet.below else 20)
    return Bar(label, points, one, other - one, top + sheet.below, at(start + points), label_y, top)
