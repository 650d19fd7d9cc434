"""T10: years held without a break."""

from __future__ import annotations

from datetime import date

from app.programme.words import Domain
from app.risk.ageing import add_months, months_between
from app.risk.case import Case, Row
from app.risk.language import Tenure
from app.risk.standing import OWN


def row(rule: Tenure, case: Case) -> Row:
    since = held_since(case)
    years = max(0, months_between(since, case.day) // 12) if since else 0
    points = next((step.points for step in rule.steps if years >= step.at_least), 0)
    return Row(points, rule.steps[0].points, {"years": years})


def changes(rule: Tenure, case: Case) -> list[date]:
    since = held_since(case)
    if since is None:
        return []
    years = months_between(since, case.day) // 12
    return [add_months(since, 12 * step.at_least) for step in rule.steps if step.at_least > years]


def held_since(case: Case) -> date | None:
    """The longer of the two counts in the fiscal figure, so that a second authorisation never costs."""
    own = OWN[case.figure]
    counted = [a.held_since for a in case.held if a.held_since and (case.figure is Domain.FISCAL or a.type is own)]
    return min(counted, default=None)
