"""What the facts of the record cost the business today, and until when, in words."""

from __future__ import annotations

from dataclasses import dataclass

from app.compliance.against import Against
from app.compliance.words import Disputable
from app.core import clock
from app.risk.facts import Facts
from app.risk.models import Computation
from app.risk.policy import Policy
from app.risk.service import policy_of
from app.risk.weight import AGEING, Weight, counts_until, weight, without, without_errors
from app.web.formats import count, day

IN_YOUR_HANDS = {Disputable.ACTION: "until you report it as done", Disputable.SOLVENCY_ALERT: "until customs lifts the alert"}


@dataclass(frozen=True)
class Costs:
    """Under the policy and with the facts of the last computation, on this day."""

    facts: Facts
    policy: Policy

    def of(self, one: Against) -> str:
        if not one.doubt.counts:
            return "It does not count."
        if points := weight(self.facts, without(self.facts, one), self.policy, clock.now()):
            return f"Costs you {spoken(points)} today, {self.ends(one)}."
        if one.doubt.since and clock.today() <= (until := self.policy.waits_until(one.doubt.since)):
            return f"Does not count while customs decides on your dispute, until {day(until)} at the latest."
        return f"Costs you no credit today; it counts {self.ends(one)}."

    def ends(self, one: Against) -> str:
        if until := counts_until(one, self.policy):
            fades = "less with time, and nothing after" if one.fact.about in AGEING else "until"
            return f"{fades} {day(until)}"
        return IN_YOUR_HANDS[one.fact.about]

    def of_errors(self) -> str:
        points = weight(self.facts, without_errors(self.facts), self.policy, clock.now())
        return f"Together they cost you {spoken(points)} today." if points else "Together they cost you no credit today."


def spoken(points: Weight) -> str:
    """2 points of fiscal credit and 3 points of security credit"""
    return " and ".join(f"{count(number, 'point')} of {figure.label.lower()} credit" for figure, number in points.items())


def costs_of(computation: Computation | None) -> Costs | None:
    """None while there is no credit that could be lost."""
    return Costs(Facts.from_dict(computation.facts), policy_of(computation)) if computation else None
