"""What the facts of the record cost the business today, and until when, in words for both sides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from app.compliance.against import Against
from app.compliance.words import Disputable
from app.core import clock
from app.programme.words import Domain
from app.risk.ageing import ONE_DAY
from app.risk.engine import compute
from app.risk.facts import Facts
from app.risk.language import Errors
from app.risk.models import Computation
from app.risk.policy import Policy
from app.risk.service import policy_of
from app.risk.weight import Weight, counts_until, fewer_errors, weight, without, without_errors
from app.web.formats import count, day, points

IN_HANDS = {Disputable.ACTION: "until it is reported as done", Disputable.SOLVENCY_ALERT: "until customs lifts the alert"}


@dataclass(frozen=True)
class Costs:
    """Under the policy and with the facts of the last computation, on this day."""

    facts: Facts
    policy: Policy

    def of(self, one: Against) -> str:
        if not one.doubt.counts:
            return "It does not count."
        if one.fact.about is Disputable.CHECK:
            return self.waiting(one) or f"Errors of checks count together. {self.of_errors()}"
        if found := self.weight(one, clock.now()):
            return f"Costs {spoken(found)} today, {self.ends(one)}."
        return self.waiting(one) or f"Costs no credit today; it {self.may(one)}."

    def weight(self, one: Against, moment: datetime) -> Weight:
        return weight(self.facts, without(self.facts, one), self.policy, moment)

    def waiting(self, one: Against) -> str:
        """Of one that waits for its dispute: until when, and what then; empty for any other."""
        if one.doubt.since is None or clock.today() > (until := self.policy.waits_until(one.doubt.since)):
            return ""
        then = until + ONE_DAY
        costs = self.weight(one, clock.start_of(then))
        later = f" From {day(then)} it costs {spoken(costs)}." if costs else ""
        return f"Does not count while customs decides on the dispute, until {day(until)} at the latest.{later}"

    def ends(self, one: Against) -> str:
        until = counts_until(one, self.policy)
        return f"less with time, and nothing after {day(until)}" if until else IN_HANDS[one.fact.about]

    def may(self, one: Against) -> str:
        until = counts_until(one, self.policy)
        return f"can until {day(until)}" if until else f"stands {IN_HANDS[one.fact.about]}"

    def of_errors(self) -> str:
        found = weight(self.facts, without_errors(self.facts), self.policy, clock.now())
        if not found:
            return "Together they cost no credit today."
        rows = " and ".join(dict.fromkeys(self.rows(found)))
        return (
            f"Together they cost {spoken(found)} today: {rows}.{'' if self.falls_with_one() else ' One fewer changes nothing.'}"
        )

    def rows(self, found: Weight) -> Iterator[str]:
        """The row of the credit that tells of them, as it is and as it would be."""
        now, then = self.row(self.facts), self.row(without_errors(self.facts))
        for figure in found:
            yield f"checks give {points(now[figure])} with them, and would give {points(then[figure])} without"

    def row(self, facts: Facts) -> dict[Domain, int]:
        codes = {rule.code for rule in self.policy.rules if isinstance(rule, Errors)}
        told = [one for one in compute(facts, self.policy, clock.now()).components if one.code in codes]
        return {figure: sum(one.points for one in told if one.figure is figure) for figure in Domain}

    def falls_with_one(self) -> bool:
        return any(weight(self.facts, less, self.policy, clock.now()) for less in fewer_errors(self.facts))


def spoken(found: Weight) -> str:
    """2 points of fiscal credit and 3 points of security credit"""
    return " and ".join(f"{count(number, 'point')} of {figure.label.lower()} credit" for figure, number in found.items())


def costs_of(computation: Computation | None) -> Costs | None:
    """None while there is no credit that could be lost."""
    return Costs(Facts.from_dict(computation.facts), policy_of(computation)) if computation else None
