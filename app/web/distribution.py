"""How the figures are spread under two policies: for each span of points two bars. Only geometry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.web.formats import points

SPAN = 5  # points in a row
TOP, ROW, BAR = 6, 50, 18


@dataclass(frozen=True)
class Bar:
    """How many operators, and their part of all."""

    number: int
    percent: float
    x: int
    y: int
    width: int


@dataclass(frozen=True)
class Row:
    """A span of points under both policies."""

    label: str
    y: int
    before: Bar
    after: Bar


@dataclass(frozen=True)
class Distribution:
    """All that the template draws, and says in its table."""

    rows: list[Row]
    width: int
    height: int
    sentence: str


def distribution(name: str, before: Mapping[int, int], after: Mapping[int, int], width: int = 560) -> Distribution:
    """Spans without an operator under either policy are left out at both ends, never in between."""
    old, new = spans(before), spans(after)
    low, high = min([*old, *new]), max([*old, *new])
    total, most = sum(before.values()) or 1, max([*old.values(), *new.values(), 1])
    left, room = 118, width - 118 - 64

    def bar(number: int, y: int) -> Bar:
        return Bar(number, 100 * number / total, left, y, round(room * number / most))

    rows = [
        Row(span(start), y + 24, bar(old.get(start, 0), y), bar(new.get(start, 0), y + BAR + 2))
        for y, start in ((TOP + ROW * place, start) for place, start in enumerate(range(low, high + 1, SPAN)))
    ]
    told = "; ".join(f"{row.label}: {row.before.percent:.0f} % and {row.after.percent:.0f} %" for row in rows)
    return Distribution(rows, width, TOP + ROW * len(rows), f"{name} figure, in force and proposed. {told}")


def spans(values: Mapping[int, int]) -> dict[int, int]:
    """By the end of each span that is farther from zero; 0 stands alone, as who has no credit has it."""
    found: dict[int, int] = {}
    for value, number in values.items():
        start = value // SPAN * SPAN if value < 0 else -(-value // SPAN) * SPAN
        found[start] = found.get(start, 0) + number
    return found


def span(start: int) -> str:
    """−30 to −26"""
    if start == 0:
        return "0"
    inner = start - (SPAN - 1) if start > 0 else start + (SPAN - 1)
    return " to ".join(map(points, sorted((start, inner))))
