"""What all adverse facts share: they begin, may wait for a dispute, fade by brackets, and are capped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, Protocol

from app.risk.ageing import ONE_DAY, add_months, months_between, rounded
from app.risk.case import Case
from app.risk.language import Adverse


class Disputable(Protocol):
    @property
    def disputed_on(self) -> date | None: ...


class Dated(Disputable, Protocol):
    @property
    def on(self) -> date: ...


class Sum(NamedTuple):
    """An exact sum of points, before the one rounding of its row."""

    numerator: int
    denominator: int = 100

    def capped(self, cap: int | None) -> Sum:
        return self if cap is None or self.numerator <= cap * self.denominator else Sum(cap, 1)

    @property
    def points(self) -> int:
        return rounded(self.numerator, self.denominator)


def percent(fact: Dated, case: Case) -> int:
    """How much of its points a fact still counts; nothing before its day."""
    months = months_between(fact.on, case.day)
    if months < 0:
        return 0
    for bracket in case.policy.ageing:
        if months <= bracket.months:
            return bracket.percent
    return 0


def is_disputed(fact: Disputable, case: Case) -> bool:
    """For so many days after the dispute the fact waits; then it counts until the dispute is decided."""
    since = fact.disputed_on
    return since is not None and since <= case.day <= case.policy.waits_until(since)


def waits(rule: Adverse, fact: Disputable, case: Case) -> bool:
    return rule.disputable and is_disputed(fact, case)


def settles(fact: Disputable, case: Case) -> tuple[date, ...]:
    """The days on which a dispute begins and stops to count."""
    since = fact.disputed_on
    return () if since is None else (since, case.policy.waits_until(since) + ONE_DAY)


def fades(facts: Iterable[Dated], case: Case) -> list[date]:
    """For each fact the day on which it begins, or fades next, and those on which it is settled."""
    days: list[date] = []
    for fact in facts:
        days += settles(fact, case)
        months = months_between(fact.on, case.day)
        if months < 0:
            days.append(fact.on)
            continue
        for bracket in case.policy.ageing:
            if months <= bracket.months:
                days.append(add_months(fact.on, bracket.months + 1))
                break
    return days
