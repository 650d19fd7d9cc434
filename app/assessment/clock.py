"""The case clock: every date derived from what happened, never stored. Pure.

A request for information adds the period *set* to the legal date, however early the answer comes, days that two of
them share only once; a hearing adds its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.core.words import Word


class Holder(Word):
    """Who has to act next."""

    TRADER = "trader", "Trader"
    CUSTOMS = "customs", "Customs"


@dataclass(frozen=True)
class Extension:
    """Why the legal date moved, and by how many days."""

    why: str
    days: int


@dataclass(frozen=True)
class Turn:
    """A stretch of time in which one side had the ball. `until` is exclusive; None: still."""

    holder: Holder
    since: date
    until: date | None = None

    def days(self, today: date) -> int:
        return ((self.until or today) - self.since).days


@dataclass(frozen=True)
class CaseClock:
    """The dates of one case."""

    starts_on: date
    limit: int
    extensions: tuple[Extension, ...]
    turns: tuple[Turn, ...]

    @property
    def first_legal_date(self) -> date:
        """The legal date without any extension."""
        return self.starts_on + timedelta(days=self.limit)

    @property
    def legal_date(self) -> date:
        return self.first_legal_date + timedelta(days=sum(one.days for one in self.extensions))

    @property
    def ball_with(self) -> Holder:
        return self.turns[-1].holder if self.turns else Holder.CUSTOMS


@dataclass(frozen=True)
class Wait:
    """A time in which the trader owed something: from when, until when (exclusive), and what it adds to the clock."""

    since: date
    until: date | None
    adds: int
    why: str


def clock_of(starts_on: date, limit: int, waits: Sequence[Wait], closed_on: date | None = None) -> CaseClock:
    """The clock of a case that was accepted on a day, with the times in which the trader had the ball."""
    extensions = tuple(Extension(wait.why, wait.adds) for wait in waits if wait.adds)
    return CaseClock(starts_on, limit, extensions, tuple(turns(starts_on, waits, closed_on)))


def turns(starts_on: date, waits: Sequence[Wait], closed_on: date | None = None) -> Iterable[Turn]:
    """Who had the ball, without gaps, until the case was closed; while the trader owes anything, the trader has it."""
    changes = marks(starts_on, waits, closed_on)
    ends = [*(since for since, _ in changes[1:]), closed_on]
    for (since, holder), until in zip(changes, ends, strict=True):
        if since != until:
            yield Turn(holder, since, until)


def marks(starts_on: date, waits: Sequence[Wait], closed_on: date | None = None) -> list[tuple[date, Holder]]:
    """The days on which the ball changed hands."""
    named = {starts_on, *(wait.since for wait in waits), *(wait.until for wait in waits if wait.until)}
    days = sorted(day for day in named if day >= starts_on and (closed_on is None or day < closed_on)) or [starts_on]
    held = [(day, holder_on(day, waits)) for day in days]
    return [mark for place, mark in enumerate(held) if place == 0 or held[place - 1][1] is not mark[1]]


def holder_on(day: date, waits: Sequence[Wait]) -> Holder:
    owed = any(wait.since <= day and (wait.until is None or day < wait.until) for wait in waits)
    return Holder.TRADER if owed else Holder.CUSTOMS
