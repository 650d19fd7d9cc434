"""The parts of the risk modifier in words: a label at the bar of the chart, a sentence in the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from textwrap import shorten
from typing import Any

from app.programme.words import AuthorisationType, Domain
from app.risk.facts import Status
from app.risk.models import Computation
from app.risk.policy import Policy
from app.risk.service import policy_of, replay
from app.risk.words import hint_of, words_of
from app.web.formats import count, day, points
from app.web.ladders import Ladder, ladders

BOTH = "Both"
Fact = Mapping[str, Any]


@dataclass(frozen=True)
class Part:
    """One row of the sum, as people read it."""

    code: str
    label: str
    fact: str
    figure: str
    points: int
    best: int
    lost: int
    hint: str | None


@dataclass(frozen=True)
class Figure:
    """One of the two numbers with its parts."""

    name: str
    value: int
    best: int
    band: str | None
    parts: list[Part]
    why_none: str

    @property
    def lost(self) -> int:
        return self.value - self.best

    @property
    def why_best(self) -> str:
        """Why the best is not what the rows have as theirs, where it is not."""
        rows = sum(one.best for one in self.parts)
        if rows < self.best:
            return f"The best of its rows is {points(rows)}, but no credit goes below {points(self.best)}."
        return "Some of the best is in rows that this standing does not have yet." if rows > self.best else ""


@dataclass(frozen=True)
class Credit:
    """A stored computation, shown as it was published."""

    computation: Computation
    for_officers: bool = False

    @cached_property
    def policy(self) -> Policy:
        return policy_of(self.computation)

    @property
    def output(self) -> Mapping[str, Any]:
        return self.computation.output

    @property
    def range(self) -> tuple[int, int]:
        low, high = self.output["range"]
        return low, high

    @property
    def figures(self) -> list[Figure]:
        return [self.figure(domain) for domain in Domain]

    @property
    def opens_reassessment(self) -> bool:
        """Whether the policy asks customs to look at the authorisation again."""
        return replay(self.computation).opens_reassessment

    def figure(self, domain: Domain) -> Figure:
        told = self.output["figures"][domain.value]
        gate = told.get("gate")
        shown = told["value"] or not gate
        mine = [self.part(one) for one in self.output["components"] if shown and one["figure"] == domain.value]
        why = words_of(gate, self.policy).text if gate else ""
        return Figure(domain.label, told["value"], self.policy.best[domain], told["band"], mine, why)

    def part(self, one: Mapping[str, Any], figure: str = "") -> Part:
        code, fact = one["code"], one["fact"]
        named = figure or Domain(one["figure"]).label
        hint = hint_of(code, self.policy, fact, for_officers=self.for_officers) if one["lost"] else None
        said = label(code, fact, self.policy), sentence(code, fact, self.policy)
        return Part(code, *said, named, one["points"], one["best"], one["lost"], hint)

    @property
    def ladders(self) -> list[Ladder]:
        return list(ladders(self.policy, self.output["components"]))

    @property
    def totals(self) -> list[Figure]:
        """Those that have rows to add up."""
        return [one for one in self.figures if one.parts]

    @property
    def parts(self) -> list[Part]:
        """Every row once: what is the same in both figures is told together."""
        return list(together(self.part(one) for one in self.output["components"]))


def together(parts: Iterable[Part]) -> Iterable[Part]:
    found: dict[tuple[str, str, int, int], Part] = {}
    for one in parts:
        key = (one.code, one.fact, one.points, one.best)
        figure = BOTH if key in found else one.figure
        found[key] = Part(one.code, one.label, one.fact, figure, one.points, one.best, one.lost, one.hint)
    return found.values()


def label(code: str, fact: Fact, policy: Policy) -> str:
    """Short: it stands at the bar of the chart."""
    if policy.is_gate(code):
        return "No credit"
    return LABELS[code](fact) if code in LABELS else shorten(words_of(code, policy).text, 24, placeholder=" …")


def sentence(code: str, fact: Fact, policy: Policy) -> str:
    if policy.is_gate(code):
        return ", ".join(f"{name.upper()} {Status(status).label.lower()}" for name, status in fact.items()) or "No authorisation"
    told = SENTENCES[code](fact) if code in SENTENCES else plainly(fact)
    return told[:1].upper() + told[1:]


def plainly(fact: Fact) -> str:
    """The fact of a code that only its policy knows: grade AA, compliance 92."""
    told = {name.replace("_", " "): value for name, value in fact.items() if value not in (None, [])}
    return ", ".join(f"{name} {spoken(value)}" for name, value in told.items()) or "none"


def spoken(value: object) -> str:
    return ", ".join(map(spoken, value)) if isinstance(value, list) else str(value).replace("_", " ")


def scopes(fact: Fact) -> str:
    return " and ".join(AuthorisationType(one).scope.upper() for one in fact["valid"])


def ago(months: int) -> str:
    return "this month" if months == 0 else f"{count(months, 'month')} ago"


def counted(one: str) -> Callable[[Fact], str]:
    """2 confirmed incidents, 3 months ago, 14 months ago"""
    return lambda fact: ", ".join([count(fact["count"], one), *(ago(months) for months in fact.get("months", ()))])


def validated(fact: Fact) -> str:
    return "Not validated" if fact["months"] is None else f"Validated {ago(fact['months'])}"


def checked(fact: Fact) -> str:
    errors = f", {count(fact['errors'], 'error')}" if fact["checks"] else ""
    return f"{count(fact['checks'], 'random check')} in 36 months{errors}"


def beyond(fact: Fact) -> str:
    return "Asked for " + ", ".join(f"{name} {value}" for name, value in fact.items()) + ", which is not covered"


def put_off(fact: Fact) -> str:
    return "Validation refused" if fact["refused"] else f"Validation put off {count(fact['postponed'], 'time')}"


LABELS: Mapping[str, Callable[[Fact], str]] = {
    "B10": lambda fact: f"Valid {scopes(fact)}",
    "B11": lambda _: "Partner country",
    "B12": lambda _: "Not yet visited",
    "B20": lambda _: "Not covered",
    "T10": lambda fact: f"{count(fact['years'], 'year')} held",
    "V10": validated,
    "V11": lambda _: "Visit put off",
    "C10": lambda fact: "Errors found" if fact["errors"] else "Random checks",
    "I10": lambda _: "Infringements",
    "I20": lambda _: "Serious infringement",
    "S10": lambda _: "Incidents",
    "A10": lambda _: "Action overdue",
    "M10": lambda _: "Review late",
    "F10": lambda _: "Solvency alert",
    "R90": lambda _: "End of the scale",
    "R91": lambda _: "Highest credit",
}
SENTENCES: Mapping[str, Callable[[Fact], str]] = {
    "B10": lambda fact: f"{scopes(fact)} valid",
    "B11": lambda fact: f"Authorised by {fact.get('partner', 'a partner country')}",
    "B12": lambda _: "Authorised, not yet validated on site",
    "B20": beyond,
    "T10": lambda fact: f"Held without a break for {count(fact['years'], 'whole year')}",
    "V10": lambda fact: f"{validated(fact)}, cycle {count(fact['cycle'], 'month')}",
    "V11": put_off,
    "C10": checked,
    "I10": counted("minor infringement"),
    "I20": counted("serious infringement"),
    "S10": counted("confirmed incident"),
    "A10": lambda fact: f"{count(fact['overdue'], 'corrective action')} overdue",
    "M10": lambda fact: f"{count(fact['count'], 'review or notice', 'reviews or notices')} missing after the second reminder",
    "F10": lambda fact: f"Alert since {day(date.fromisoformat(fact['since']))}",
    "R90": lambda fact: f"The points add up to {points(fact['sum'])}; more than 0 is not published",
    "R91": lambda fact: f"The points add up to {points(fact['sum'])}; this is the highest credit of this standing",
}
