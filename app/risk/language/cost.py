"""The rules that take it away."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from app.compliance.words import Severity
from app.risk.facts import IncidentKind
from app.risk.language.said import Count, Penalty, Positive, RuleOf, Said, Whole, rising


class Postponed(RuleOf):
    """A validation that the trader refused, or postponed this often."""

    kind: Literal["postponed"]
    times: Positive
    points: Penalty


class Ratio(Said):
    up_to_percent: Positive
    points: Whole


class Errors(RuleOf):
    """Material errors against the peers of the role, drawn to their mean by `prior` imagined checks."""

    kind: Literal["errors"]
    window_months: Count
    prior: Positive
    peers_per_10000: dict[str, Positive]
    ratios: tuple[Ratio, ...]
    above: Whole

    @model_validator(mode="after")
    def _more_errors_never_pay(self) -> Self:
        rising([(ratio.up_to_percent, ratio.points) for ratio in self.ratios] + [(float("inf"), self.above)], self.code)
        if "any" not in self.peers_per_10000:
            raise ValueError(f'{self.code}: peers_per_10000 needs a mean for "any" role')
        return self

    @property
    def most(self) -> int:
        return self.ratios[0].points


class Adverse(RuleOf):
    """Points for each fact, up to a cap; facts in dispute wait, if the rule says so."""

    cap: Positive | None = None
    disputable: bool = True


class Infringements(Adverse):
    """Final decisions of one severity, aged; `free_per` declarations one is free, and the rest counts at that volume."""

    kind: Literal["infringements"]
    severity: Severity
    each: Penalty
    free_per: Positive | None = None
    disclosed_count: bool


class Incidents(Adverse):
    """Security incidents, aged, by how customs came to know."""

    kind: Literal["incidents"]
    points: dict[IncidentKind, Penalty]

    @model_validator(mode="after")
    def _disclosing_never_costs_more(self) -> Self:
        if set(self.points) != set(IncidentKind):
            raise ValueError(f"{self.code}: give points for {', '.join(IncidentKind)}")
        if self.points[IncidentKind.FOUND_BY_CUSTOMS] < max(self.points.values()):
            raise ValueError(f"{self.code}: an incident found by customs must cost at least what a disclosed one costs")
        return self


class Overdue(Adverse):
    """Corrective actions overdue by more than so many days while the trader holds the ball."""

    kind: Literal["overdue"]
    each: Penalty
    after_days: Count


class Late(Adverse):
    """Self-reviews and change notices late after the second reminder."""

    kind: Literal["late"]
    each: Penalty


class Insolvency(Adverse):
    """A confirmed alert."""

    kind: Literal["insolvency"]
    points: Penalty
