"""A policy in sentences: one line a rule, so that two policies can be laid beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.programme.words import Domain
from app.risk import language as rules
from app.risk.codes import CODES
from app.risk.facts import Status
from app.risk.policy import Policy
from app.web.formats import count, points

ALL_FIGURES = "both figures"


@dataclass(frozen=True)
class Line:
    """What one part of a policy says: of what, for whom, and the numbers."""

    part: str
    about: str
    said: str


@dataclass(frozen=True)
class Change:
    """A line that two policies do not share; None where one of them has no such line."""

    part: str
    about: str
    before: str | None
    after: str | None


def lines(policy: Policy) -> list[Line]:
    return [*frame(policy), *(of_rule(rule, policy) for rule in policy.rules), *closed(policy)]


def changes(before: Policy, after: Policy) -> list[Change]:
    """In the order of the new policy; what it leaves out comes last."""
    old = {(line.part, line.about): line.said for line in lines(before)}
    new = {(line.part, line.about): line.said for line in lines(after)}
    places = [*new, *(place for place in old if place not in new)]
    return [Change(*place, old.get(place), new.get(place)) for place in places if old.get(place) != new.get(place)]


def frame(policy: Policy) -> Iterator[Line]:
    low, high = policy.range
    floor, renewed = policy.floor, policy.validity
    yield Line("Scale", "", f"{points(low)} to {points(high)}, for an engine that selects from {policy.threshold} points")
    yield Line(
        "Highest credit",
        f"{policy.floor.code}",
        f"validated {floor.validated_percent} % of the threshold ({points(policy.floor_of(validated=True))}),"
        f" else {floor.not_validated_percent} % ({points(policy.floor_of(validated=False))})",
    )
    yield Line("Bands", "", ", ".join(f"{band.band} up to {points(band.at_most)}" for band in policy.bands))
    yield Line("Facts fade", "", "; ".join(f"up to {count(step.months, 'month')} {step.percent} %" for step in policy.ageing))
    yield Line("Dispute", "", f"a disputed fact waits for {count(policy.dispute_days, 'day')}")
    yield Line("Validation cycle", "", count(policy.cycle_months, "month"))
    yield Line("An answer holds", "", f"{count(renewed.days, 'day')}, renewed {count(renewed.renew_days_before, 'day')} before")
    if policy.selection:
        table = (f"{points(step.points)}: {step.percent_of_average} %" for step in policy.selection)
        yield Line("Examined, of the average", "", ", ".join(table))


def of_rule(rule: rules.Rule, policy: Policy) -> Line:
    figures = ALL_FIGURES if set(rule.figures) == set(Domain) else ", ".join(figure.label.lower() for figure in rule.figures)
    whom = "; ".join(standing.label.lower() for standing in rule.standings)
    said = SAID[rule.kind](rule, policy)
    if rule.opens_reassessment:
        said += "; opens a re-assessment"
    return Line(named(rule.code, policy), f"{figures}: {whom}", said)


def closed(policy: Policy) -> Iterator[Line]:
    for gate in policy.gates:
        statuses = "; ".join(Status(status).label.lower() for status in gate.statuses)
        adds = ", and what counts against who has no standing" if gate.adds else ""
        yield Line(named(gate.code, policy), statuses, points(gate.points) + adds)
    yield Line(named(policy.coverage.code, policy), "", points(policy.coverage.points))


def named(code: str, policy: Policy) -> str:
    """The code with what it says to officers and engines, not to the operator."""
    return f"{code} {policy.wording.codes.get(code) or CODES[code]}"


def base(rule: rules.Base, _: Policy) -> str:
    return f"customs alone {points(rule.c_only)}, security alone {points(rule.s_only)}, both {points(rule.both)}"


def flat(rule: rules.Flat, _: Policy) -> str:
    return points(rule.points)


def tenure(rule: rules.Tenure, _: Policy) -> str:
    return ", ".join(f"from {count(step.at_least, 'year')} {points(step.points)}" for step in rule.steps)


def grade(rule: rules.Grade, _: Policy) -> str:
    steps = (f"{step.grade.replace('_', ' ')} {points(step.points)}" for step in rule.grades)
    return ", ".join([*steps, f"otherwise {points(rule.otherwise)}"])


def score(rule: rules.Score, _: Policy) -> str:
    steps = (f"{step.grade} from {step.at_least} {points(step.points)}" for step in rule.steps)
    needs = (f"needs {need.of.replace('_', ' ')} from {need.at_least}" for need in rule.needs)
    return ", ".join([rule.of.replace("_", " "), *steps, f"otherwise {points(rule.otherwise)}", *needs])


def role(rule: rules.Role, _: Policy) -> str:
    roles = (f"{name.replace('_', ' ')} {points(given)}" for name, given in rule.points.items())
    return ", ".join([*roles, f"any other {points(rule.otherwise)}"])


def share(rule: rules.Share, policy: Policy) -> str:
    given = points(policy.credit_for(rule.percent_of_average))
    return f"no more than {rule.percent_of_average} % of the average examined, which is {given}"


def validation(rule: rules.Validation, policy: Policy) -> str:
    months = ((policy.cycle_months * step.up_to[0] // step.up_to[1], step.points) for step in rule.steps)
    return ", ".join(f"up to {count(limit, 'month')} {points(given)}" for limit, given in months)


def postponed(rule: rules.Postponed, _: Policy) -> str:
    return f"refused, or put off {count(rule.times, 'time')}: {points(rule.points)}"


def errors(rule: rules.Errors, _: Policy) -> str:
    ratios = (f"up to {ratio.up_to_percent} % {points(ratio.points)}" for ratio in rule.ratios)
    peers = ", ".join(f"{mean / 100:g} % for {role}" for role, mean in rule.peers_per_10000.items())
    drawn = f"{count(rule.window_months, 'month')}, {rule.prior} imagined checks, mean {peers}"
    return ", ".join(["of the peers’ mean", *ratios, f"above {points(rule.above)}"]) + f" ({drawn})"


def infringements(rule: rules.Infringements, policy: Policy) -> str:
    free = f", one free for each {rule.free_per:,} declarations" if rule.free_per else ""
    told = "" if rule.disclosed_count else ", disclosed ones not"
    return f"each {points(rule.each)}{free}{told}{capped(rule)}"


def incidents(rule: rules.Incidents, _: Policy) -> str:
    return ", ".join(f"{kind.label.lower()} {points(given)}" for kind, given in rule.points.items()) + capped(rule)


def overdue(rule: rules.Overdue, _: Policy) -> str:
    return f"each, after {count(rule.after_days, 'day')}, {points(rule.each)}{capped(rule)}"


def late(rule: rules.Late, _: Policy) -> str:
    return f"each {points(rule.each)}{capped(rule)}"


def insolvency(rule: rules.Insolvency, _: Policy) -> str:
    return points(rule.points)


def capped(rule: rules.Adverse) -> str:
    cap = f", at most {points(rule.cap)}" if rule.cap else ""
    return cap if rule.disputable else f"{cap}; also while disputed"


SAID: Mapping[str, Callable[[Any, Policy], str]] = {
    "base": base,
    "flat": flat,
    "tenure": tenure,
    "grade": grade,
    "score": score,
    "role": role,
    "share": share,
    "validation": validation,
    "postponed": postponed,
    "errors": errors,
    "infringements": infringements,
    "incidents": incidents,
    "overdue": overdue,
    "late": late,
    "insolvency": insolvency,
}
