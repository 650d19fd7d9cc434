"""Shares side by side with how sure they are: a bar up to the value, a whisker over its interval. Only geometry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.statistics.intervals import Estimate
from app.web.formats import NARROW as NARROW_SPACE
from app.web.formats import percent
from app.web.waterfall import NARROW, WIDE, Sheet

TOP, BAR, ROOM = 30, 22, 90  # room for the value behind the longest whisker
STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5)


@dataclass(frozen=True)
class Bar:
    """A row: one share. `is_other`: of those one is compared with."""

    label: str
    estimate: Estimate
    is_other: bool = False

    @property
    def sentence(self) -> str:
        told = self.estimate
        return f"{self.label} {percent(told.value)} ({percent(told.low)} to {percent(told.high)})"


@dataclass(frozen=True)
class Drawn:
    """A row as drawn."""

    label: str
    told: str
    is_other: bool
    y: int
    label_y: int
    end: int
    low: int
    high: int

    @property
    def middle(self) -> int:
        return self.y + BAR // 2


@dataclass(frozen=True)
class Ranges:
    """All that the template draws."""

    rows: list[Drawn]
    scale: list[tuple[str, int]]
    left: int
    width: int
    height: int
    sentence: str


def ranges(name: str, bars: Sequence[Bar], *, narrow: bool = False) -> Ranges:
    sheet = NARROW if narrow else WIDE
    step = step_for(max(bar.estimate.high for bar in bars))
    marks = [step * number for number in range(5) if step * number <= 1]
    right = sheet.right - ROOM // (2 if narrow else 1)

    def at(share: float) -> int:
        return round(sheet.left + (right - sheet.left) * share / marks[-1])

    return Ranges(
        rows=[drawn(bar, place, sheet, at) for place, bar in enumerate(bars)],
        scale=[(f"{100 * mark:g}{NARROW_SPACE}%", at(mark)) for mark in marks],
        left=sheet.left,
        width=sheet.width,
        height=TOP + sheet.row * len(bars),
        sentence=f"{name}: " + "; ".join(bar.sentence for bar in bars),
    )


def step_for(highest: float) -> float:
    """Four steps hold all of it."""
    return next((step for step in STEPS if 4 * step >= highest), STEPS[-2])


def drawn(bar: Bar, place: int, sheet: Sheet, at: Callable[[float], int]) -> Drawn:
    top, told = TOP + sheet.row * place, bar.estimate
    return Drawn(
        label=bar.label,
        told=percent(told.value),
        is_other=bar.is_other,
        y=top + sheet.below,
        label_y=top + 16,
        end=at(told.value),
        low=at(told.low),
        high=at(told.high),
    )
