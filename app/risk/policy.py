"""The policy: every number of the modifier, read from a file that is never changed once in force."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache, cached_property
from importlib.resources import files
from typing import Annotated, Any, Self

from pydantic import Field, StringConstraints, ValidationError, model_validator

from app.programme.words import Domain
from app.risk.canonical import sha256
from app.risk.clauses import Band, Bracket, Clamp, Closed, Floor, Gate, Selected, Validity, Wording
from app.risk.facts import Standing, Status
from app.risk.language import Adverse, Count, Errors, Overdue, Positive, Rule, Said, Share, Whole, rising

DEFAULT = "2026.1"


class InvalidPolicy(ValueError):
    """The text does not say what a policy must say. `places` names each place and what is wrong there."""

    def __init__(self, places: list[str]) -> None:
        super().__init__("; ".join(places))
        self.places = places


class Policy(Said):
    """One edition of the rules. `sha256` is over the whole file."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]{0,39}$")]
    sha256: str
    effective_from: date
    author: str
    approver: str | None = None
    threshold: Positive
    range: tuple[Whole, Whole]
    floor: Floor
    clamp: Clamp
    bands: tuple[Band, ...] = Field(min_length=1)
    reasons: Positive
    validity: Validity
    dispute_days: Count
    cycle_months: Positive
    ageing: tuple[Bracket, ...]
    gates: tuple[Gate, ...]
    coverage: Closed
    rules: tuple[Rule, ...]
    selection: tuple[Selected, ...] = ()
    wording: Wording = Wording()

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.author == self.approver:
            raise ValueError("author and approver must be different people")
        if self.range[0] >= self.range[1]:
            raise ValueError("range: the lower end comes first")
        rising([(band.at_most, 0) for band in self.bands], "bands")
        rising([(bracket.months, -bracket.percent) for bracket in self.ageing], "ageing")
        if not all(0 <= gate.points <= self.range[1] for gate in (*self.gates, self.coverage)):
            raise ValueError("gates: the points must lie in the range, and who is not valid gets no credit")
        if Status.UNKNOWN not in {status for gate in self.gates for status in gate.statuses}:
            raise ValueError("gates: one of them must answer for an unknown status")
        named = [(rule.code, figure) for rule in self.rules for figure in rule.figures]
        if twice := sorted({code for code, figure in named if named.count((code, figure)) > 1}):
            raise ValueError(f"{', '.join(twice)}: more than one rule for the same figure")
        kinds = {(rule.code, rule.kind) for rule in self.rules}
        if len(kinds) > len({code for code, _ in kinds}):
            raise ValueError("rules: a code stands for one kind of rule")
        self._sound_ends()
        if len(self.order) > len(set(self.order)):
            raise ValueError("a code of a rule stands for a gate, the coverage, the clamp or the floor as well")
        return self

    def _sound_ends(self) -> None:
        """Who has no standing may be charged, never credited; a promise needs the table it rests on."""
        rising([(step.points, step.percent_of_average) for step in self.selection], "selection")
        for rule in self.rules:
            if Standing.NONE in rule.standings and not isinstance(rule, Adverse):
                raise ValueError(f"{rule.code}: only facts that cost count for who has no standing")
            if isinstance(rule, Share) and not any(s.percent_of_average <= rule.percent_of_average for s in self.selection):
                raise ValueError(f"{rule.code}: selection names no points at which so few are examined")
        if self.bands[-1].at_most < self.range[1]:
            raise ValueError("bands: the last one must reach to the end of the range")

    def credit_for(self, percent_of_average: int) -> int:
        """The least credit at which no more than this part of the average is examined."""
        return max(step.points for step in self.selection if step.percent_of_average <= percent_of_average)

    def waits_until(self, disputed_on: date) -> date:
        """The last day on which a disputed fact may not count."""
        return disputed_on + timedelta(days=self.dispute_days)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """All codes in the order of the table: what decides between equal reasons."""
        rules = dict.fromkeys(rule.code for rule in self.rules)
        return (*(gate.code for gate in self.gates), self.coverage.code, *rules, self.clamp.code, self.floor.code)

    @cached_property
    def rank(self) -> dict[str, int]:
        return {code: place for place, code in enumerate(self.order)}

    def is_gate(self, code: str) -> bool:
        return any(gate.code == code for gate in self.gates)

    @cached_property
    def hints(self) -> dict[str, str]:
        """By code: the name of the hint that says what would raise the credit."""
        return {part.code: part.hint for part in (*self.gates, self.coverage, *self.rules)}

    @cached_property
    def rules_for(self) -> dict[tuple[Domain, Standing], tuple[Rule, ...]]:
        return {
            (figure, standing): tuple(rule for rule in self.rules if figure in rule.figures and standing in rule.standings)
            for figure in Domain
            for standing in Standing
        }

    @cached_property
    def gate_of(self) -> dict[Status, Gate]:
        """A status that no gate names is treated like an unknown one, never like a valid one."""
        named = {status: gate for gate in self.gates for status in gate.statuses}
        return {status: named.get(status, named[Status.UNKNOWN]) for status in Status}

    @cached_property
    def best(self) -> dict[Domain, int]:
        """The most credit that anybody can reach in a figure."""
        reachable = {figure: sum(map(self._best_of, self.rules_for[figure, Standing.VALIDATED])) for figure in Domain}
        return {figure: max(self.floor_of(validated=True), points) for figure, points in reachable.items()}

    def _best_of(self, rule: Rule) -> int:
        return self.credit_for(rule.percent_of_average) if isinstance(rule, Share) else rule.most

    @cached_property
    def overdue_after(self) -> int | None:
        """More than so many days after its day a corrective action counts."""
        return next((rule.after_days for rule in self.rules if isinstance(rule, Overdue)), None)

    @cached_property
    def fades_in(self) -> int:
        """The last whole month in which a fact that fades still counts."""
        return max((bracket.months for bracket in self.ageing if bracket.percent), default=0)

    @cached_property
    def errors_for(self) -> int:
        """So many months an error of a check counts, by the rule that looks back longest."""
        return max((rule.window_months for rule in self.rules if isinstance(rule, Errors)), default=0)

    def floor_of(self, *, validated: bool) -> int:
        percent = self.floor.validated_percent if validated else self.floor.not_validated_percent
        return max(self.range[0], -(self.threshold * percent // 100))

    def band_of(self, value: int) -> str | None:
        return next((band.band for band in self.bands if value <= band.at_most), None)


def read(content: dict[str, Any]) -> Policy:
    """A policy from its JSON, or `InvalidPolicy`."""
    try:
        return Policy.model_validate_json(json.dumps({**content, "sha256": sha256(content)}))
    except TypeError as error:
        raise InvalidPolicy([str(error)]) from None
    except ValidationError as error:
        raise InvalidPolicy([_told(fault) for fault in error.errors()]) from None


@cache
def load(name: str = DEFAULT) -> Policy:
    """A policy that came with the portal, read once in a process."""
    return read(json.loads(files("app.risk").joinpath("policies", f"{name}.json").read_text("utf-8")))


@cache
def example(name: str) -> Policy:
    """One of those that show what the language can say; `docs/policies.md` names their sources."""
    return read(json.loads(files("app.risk").joinpath("policies", "examples", f"{name}.json").read_text("utf-8")))


def _told(fault: Any) -> str:
    place = ".".join(map(str, fault["loc"])) or "policy"
    if fault["type"] == "union_tag_invalid":
        context = fault["ctx"]
        return f"{place}: there is no kind of rule {context['tag']!r}; the kinds are {context['expected_tags']}"
    return f"{place}: {fault['msg']}"
