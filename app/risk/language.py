"""What a policy may say: the kinds of rule, each with the numbers it needs.

A new kind is a class here, its place in `Rule`, and its row in `rows/__init__.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from app.compliance.words import Severity
from app.programme.words import Domain
from app.risk.facts import IncidentKind, Standing

Code = Annotated[str, StringConstraints(pattern=r"^[A-Z][0-9]{2}$")]
Whole = Annotated[int, Field(strict=True)]
Count = Annotated[int, Field(strict=True, ge=0)]
Positive = Annotated[int, Field(strict=True, gt=0)]
Penalty = Annotated[int, Field(strict=True, ge=0)]


class Said(BaseModel):
    """A part of a policy: nothing in it is optional by mistake, nothing is left over."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class RuleOf(Said):
    """What every rule says: its code, the figures it moves, whom it concerns, and the hint for a higher credit."""

    code: Code
    figures: tuple[Domain, ...] = tuple(Domain)
    standings: tuple[Standing, ...]
    hint: str
    opens_reassessment: bool = False

    @property
    def most(self) -> int:
        """The most that anybody gets from it; rules that only cost have nothing to give."""
        return 0


class Base(RuleOf):
    """The credit for what is validly held."""

    kind: Literal["base"]
    c_only: Whole
    s_only: Whole
    both: Whole

    @model_validator(mode="after")
    def _more_never_costs(self) -> Self:
        if self.both > min(self.c_only, self.s_only):
            raise ValueError(f"{self.code}: holding both must earn at least what one of them earns")
        return self

    @property
    def most(self) -> int:
        return self.both


class Flat(RuleOf):
    """The same credit for everybody of this standing; `best` is what a better standing would earn."""

    kind: Literal["flat"]
    points: Whole
    best: Whole

    @property
    def most(self) -> int:
        return self.best


class Years(Said):
    at_least: Positive
    points: Whole


class Tenure(RuleOf):
    """Credit by whole years held without a break: the first step reached counts."""

    kind: Literal["tenure"]
    steps: tuple[Years, ...]

    @model_validator(mode="after")
    def _longer_never_costs(self) -> Self:
        rising([(-step.at_least, step.points) for step in self.steps] + [(0, 0)], self.code)
        return self

    @property
    def most(self) -> int:
        return self.steps[0].points


class Cycles(Said):
    """Up to and including this part of the programme's cycle: [4, 3] is one cycle and a third."""

    up_to: tuple[Positive, Positive]
    points: Whole


class Validation(RuleOf):
    """Credit by the age of the last full validation; nothing once the last step is passed."""

    kind: Literal["validation"]
    steps: tuple[Cycles, ...]

    @model_validator(mode="after")
    def _older_never_pays(self) -> Self:
        rising([(step.up_to[0] / step.up_to[1], step.points) for step in self.steps] + [(float("inf"), 0)], self.code)
        return self

    @property
    def most(self) -> int:
        return self.steps[0].points


class Graded(Said):
    grade: str
    points: Whole


class Grade(RuleOf):
    """Credit by the grade of what is held, from the best to the worst; `otherwise` without one of them."""

    kind: Literal["grade"]
    grades: tuple[Graded, ...] = Field(min_length=1)
    otherwise: Whole

    @model_validator(mode="after")
    def _better_never_costs(self) -> Self:
        ends = [*(step.points for step in self.grades), self.otherwise]
        rising(list(enumerate(ends)), self.code)
        return self

    @property
    def most(self) -> int:
        return self.grades[0].points


class Scored(Said):
    """From so many points of a score on; what the programme calls that."""

    at_least: Count
    points: Whole
    grade: str


class Need(Said):
    of: str
    at_least: Count


class Score(RuleOf):
    """Credit by what an assessment gave, the best step first; nothing of it while another score is below what it needs."""

    kind: Literal["score"]
    of: str
    steps: tuple[Scored, ...] = Field(min_length=1)
    needs: tuple[Need, ...] = ()
    otherwise: Whole

    @model_validator(mode="after")
    def _more_never_costs(self) -> Self:
        rising([(-step.at_least, step.points) for step in self.steps] + [(1, self.otherwise)], self.code)
        return self

    @property
    def most(self) -> int:
        return self.steps[0].points


class Role(RuleOf):
    """Credit by the role of the shipment; where none is named, the least that any role covered would have."""

    kind: Literal["role"]
    points: dict[str, Whole] = Field(min_length=1)
    otherwise: Whole

    @property
    def most(self) -> int:
        return min(self.otherwise, *self.points.values())


class Share(RuleOf):
    """The least credit at which no more than this part of the average is examined, by the policy's table `selection`."""

    kind: Literal["share"]
    percent_of_average: Positive


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


Rule = Annotated[
    Base
    | Flat
    | Tenure
    | Grade
    | Score
    | Role
    | Share
    | Validation
    | Postponed
    | Errors
    | Infringements
    | Incidents
    | Overdue
    | Late
    | Insolvency,
    Field(discriminator="kind"),
]


def rising(steps: Sequence[tuple[float, int]], code: str) -> None:
    """Limits go up and points never down, so that a worse input can never lower a figure."""
    for (limit, points), (next_limit, next_points) in pairwise(steps):
        if next_limit <= limit or next_points < points:
            raise ValueError(f"{code}: the steps must go from the best to the worst")
