"""The rules that give credit."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from app.risk.language.said import Count, Positive, RuleOf, Said, Whole, rising


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
