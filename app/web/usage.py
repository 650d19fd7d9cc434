"""What a system asked, day by day, as columns. Only geometry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.usage.queries import Day
from app.web.formats import number, short_day

TOP, HEIGHT, GAP = 24, 120, 2
LABELS = {
    "show_status": "Status of one",
    "show_statuses": "Status of many",
    "show_risk": "Modifier of one",
    "show_risks": "Modifiers of many",
    "issue_token": "Tokens",
    "show_changes": "Changes of the register",
}


@dataclass(frozen=True)
class Column:
    """A day: what was answered stands below, what was refused on top of it."""

    x: float
    width: float
    y: float
    answered: float
    refused: float


@dataclass(frozen=True)
class Columns:
    """All that the template draws; `most` is what the highest column stands for."""

    columns: list[Column]
    width: int
    base: int
    most: int
    first: str
    last: str
    sentence: str


def columns(days: Sequence[Day], width: int = 560) -> Columns:
    most, step = max(1, *(day.calls for day in days)), width / len(days)

    def column(place: int, day: Day) -> Column:
        refused, answered = (HEIGHT * part / most for part in (day.refused, day.calls - day.refused))
        top = TOP + HEIGHT - answered - refused
        return Column(round(place * step, 1), round(step - GAP, 1), round(top, 1), round(answered, 1), round(refused, 1))

    calls, refused = sum(day.calls for day in days), sum(day.refused for day in days)
    first, last = short_day(days[0].day), short_day(days[-1].day)
    told = f"Calls by day from {first} to {last}: {number(calls)} in all, {number(refused)} refused, at most {number(most)} a day"
    return Columns([column(*one) for one in enumerate(days)], width, TOP + HEIGHT, most, first, last, told)


def operation(name: str) -> str:
    """What people call it."""
    return LABELS.get(name) or name.replace("_", " ").capitalize()
