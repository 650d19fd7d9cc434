"""V10 and V11: how fresh the last full validation is, and who kept it from happening."""

from __future__ import annotations

from datetime import date

from app.risk.ageing import add_months, months_between
from app.risk.case import Case, Row
from app.risk.language import Cycles, Postponed, Validation


def age(rule: Validation, case: Case) -> Row:
    validated_on, cycle, best = case.facts.last_validated_on, case.policy.cycle_months, rule.steps[0].points
    if validated_on is None or validated_on > case.day:
        return Row(0, best, {"months": None, "cycle": cycle})
    months = months_between(validated_on, case.day)
    points = next((step.points for step in rule.steps if months <= _limit(step, cycle)), 0)
    return Row(points, best, {"months": months, "cycle": cycle})


def ages(rule: Validation, case: Case) -> list[date]:
    validated_on = case.facts.last_validated_on
    if validated_on is None:
        return []
    return [validated_on, *(add_months(validated_on, _limit(step, case.policy.cycle_months) + 1) for step in rule.steps)]


def postponed(rule: Postponed, case: Case) -> Row | None:
    facts = case.facts
    if not facts.validation_refused and facts.validation_postponed < rule.times:
        return None
    return Row(rule.points, 0, {"refused": facts.validation_refused, "postponed": facts.validation_postponed})


def _limit(step: Cycles, cycle: int) -> int:
    """In whole months, the last one included."""
    return cycle * step.up_to[0] // step.up_to[1]
