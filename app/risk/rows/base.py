"""B10, B11, B12: the credit for the standing itself."""

from __future__ import annotations

from datetime import date

from app.programme.words import AuthorisationType
from app.risk.case import Case, Row
from app.risk.facts import Standing
from app.risk.language import Base, Flat


def held(rule: Base, case: Case) -> Row:
    types = case.types
    points = rule.both if len(types) > 1 else rule.c_only if types == [AuthorisationType.AEOC] else rule.s_only
    return Row(points, rule.both, {"valid": types})


def flat(rule: Flat, case: Case) -> Row:
    if case.standing is Standing.PARTNER and case.facts.partner:
        return Row(rule.points, rule.best, {"partner": case.facts.partner.country})
    return Row(rule.points, rule.best, {case.standing.value: case.types})


def never(_rule: object, _case: Case) -> tuple[date, ...]:
    """Nothing here changes with time alone."""
    return ()
