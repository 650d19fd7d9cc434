"""Grades, scores and promised shares that the credit rests on: every step there is, and the one that is reached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.risk.language import Grade, Score, Share
from app.risk.policy import Policy
from app.risk.words import words_of

Fact = Mapping[str, Any]
Stepped = Grade | Score | Share


@dataclass(frozen=True)
class Step:
    """What is reached here, from how many points on, and the credit that it gives."""

    name: str
    at_least: int | None
    points: int
    is_here: bool


@dataclass(frozen=True)
class Ladder:
    """One rule that goes by steps, the best first. `lacking` says what keeps it from counting."""

    title: str
    steps: list[Step]
    reached: int | None = None
    lacking: str = ""


def ladders(policy: Policy, components: Iterable[Mapping[str, Any]]) -> Iterator[Ladder]:
    """Of the rules that were asked in this computation."""
    told = {one["code"]: one for one in components}
    stepped = {rule.code: rule for rule in policy.rules if isinstance(rule, Grade | Score | Share)}
    for code, rule in stepped.items():
        if code in told:
            yield ladder(rule, policy, told[code])


def ladder(rule: Stepped, policy: Policy, told: Mapping[str, Any]) -> Ladder:
    title, fact = words_of(rule.code, policy).text, told["fact"]
    match rule:
        case Grade():
            return Ladder(title, grades(rule, fact))
        case Score():
            return Ladder(title, scores(rule, fact), fact[rule.of], lacking(rule, fact))
        case Share():
            return Ladder(title, shares(policy, told["points"]))


def grades(rule: Grade, fact: Fact) -> list[Step]:
    steps = [Step(spoken(one.grade), None, one.points, one.grade == fact["grade"]) for one in rule.grades]
    return [*steps, Step("Any other", None, rule.otherwise, fact["grade"] is None)]


def scores(rule: Score, fact: Fact) -> list[Step]:
    steps = [Step(one.grade, one.at_least, one.points, one.grade == fact["grade"]) for one in rule.steps]
    return [*steps, Step("None", None, rule.otherwise, fact["grade"] is None)]


def shares(policy: Policy, points: int) -> list[Step]:
    return [
        Step(f"{one.percent_of_average} % of the average examined", None, one.points, one.points == points)
        for one in policy.selection
    ]


def lacking(rule: Score, fact: Fact) -> str:
    """Internal control must reach 80."""
    needs = (need for need in rule.needs if need.of in fact.get("lacking", ()))
    return "; ".join(f"{spoken(need.of)} must reach {need.at_least}" for need in needs)


def spoken(word: str) -> str:
    told = word.replace("_", " ")
    return told[:1].upper() + told[1:]
