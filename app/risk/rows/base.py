"""The credit for the standing itself: what is held, its grade, the score behind it, the role, or a promise of fewer controls."""

from __future__ import annotations

from datetime import date

from app.programme.words import AuthorisationType
from app.risk.case import Case, Row
from app.risk.facts import Standing
from app.risk.language import Base, Flat, Grade, Role, Score, Share


def held(rule: Base, case: Case) -> Row:
    types = case.types
    points = rule.both if len(types) > 1 else rule.c_only if types == [AuthorisationType.AEOC] else rule.s_only
    return Row(points, rule.both, {"valid": types})


def flat(rule: Flat, case: Case) -> Row:
    if case.standing is Standing.PARTNER and case.facts.partner:
        return Row(rule.points, rule.best, {"partner": case.facts.partner.country})
    return Row(rule.points, rule.best, {case.standing.value: case.types})


def graded(rule: Grade, case: Case) -> Row:
    held = {one.grade for one in case.held if one.grade}
    found = next((step for step in rule.grades if step.grade in held), None)
    points = found.points if found else rule.otherwise
    return Row(points, rule.grades[0].points, {"grade": found.grade if found else None})


def scored(rule: Score, case: Case) -> Row:
    scores = {score.of: score.points for score in case.facts.scores}
    best, reached = rule.steps[0].points, scores.get(rule.of, 0)
    lacking = [need.of for need in rule.needs if scores.get(need.of, 0) < need.at_least]
    found = None if lacking else next((step for step in rule.steps if reached >= step.at_least), None)
    fact: dict[str, object] = {rule.of: reached, "grade": found.grade if found else None}
    return Row(found.points if found else rule.otherwise, best, fact | ({"lacking": lacking} if lacking else {}))


def by_role(rule: Role, case: Case) -> Row:
    """Who names no role is told what holds for each of them."""
    roles = (case.role,) if case.role else case.facts.covered.roles
    points = max((rule.points.get(role, rule.otherwise) for role in roles), default=rule.otherwise)
    return Row(points, rule.most, {"roles": sorted(roles)})


def shared(rule: Share, case: Case) -> Row:
    points = case.policy.credit_for(rule.percent_of_average)
    return Row(points, points, {"percent_of_average": rule.percent_of_average})


def never(_rule: object, _case: Case) -> tuple[date, ...]:
    """Nothing here changes with time alone."""
    return ()
