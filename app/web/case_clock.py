"""The case clock as a picture: who held the file, day by day, up to the legal date. Only geometry: dates are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

WIDTH = 1200
LETTER = 9  # pixels a letter takes at most, to know whether a label fits its bar

Holder = Literal["customs", "trader", "other"]


@dataclass(frozen=True)
class Span:
    """Days in a row in which one party held the file."""

    holder: Holder
    name: str
    days: int


@dataclass(frozen=True)
class Bar:
    """A span as drawn."""

    holder: Holder
    label: str
    x: int
    width: int

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    @property
    def is_tight(self) -> bool:
        return self.width < LETTER * len(self.label)


@dataclass(frozen=True)
class CaseClock:
    """All that the template draws. Places are pixels from the left."""

    bars: list[Bar]
    held: list[Span]
    began: date
    legal: date
    planned: date | None
    day: int
    days: int
    left: int
    now_at: int
    legal_at: int
    planned_at: int | None

    @property
    def sentence(self) -> str:
        """The picture in words, for those who do not see it."""
        held = ", ".join(f"{span.name} {span.days}" for span in self.held)
        return f"Day {self.day} of {self.days}. Days held: {held}."


def case_clock(began: date, spans: Sequence[Span], *, legal: date, today: date, planned: date | None = None) -> CaseClock:
    """Draw the clock: `planned` is the date without extensions, if it differs from the legal one."""
    day, days = (today - began).days, (legal - began).days
    whole = max(day, days, 1)

    def at(days: int) -> int:
        return round(WIDTH * days / whole)

    return CaseClock(
        bars=list(bars_of(spans, whole)),
        held=sums(spans),
        began=began,
        legal=legal,
        planned=planned if planned != legal else None,
        day=day,
        days=days,
        left=days - day,
        now_at=at(day),
        legal_at=at(days),
        planned_at=at((planned - began).days) if planned and planned != legal else None,
    )


def bars_of(spans: Sequence[Span], whole: int) -> list[Bar]:
    bars, before = [], 0
    for span in spans:
        x, end = round(WIDTH * before / whole), round(WIDTH * (before + span.days) / whole)
        bars.append(Bar(span.holder, f"{span.name} {span.days}", x, end - x))
        before += span.days
    return bars


def sums(spans: Sequence[Span]) -> list[Span]:
    """How long each party held the file in all, in the order in which they first had it."""
    days: dict[tuple[Holder, str], int] = {}
    for span in spans:
        days[span.holder, span.name] = days.get((span.holder, span.name), 0) + span.days
    return [Span(holder, name, total) for (holder, name), total in days.items()]
