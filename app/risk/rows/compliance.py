"""C10: material errors against the peers of the role."""

from __future__ import annotations

from datetime import date

from app.risk.adverse import is_disputed, settles
from app.risk.ageing import add_months, months_between
from app.risk.case import Case, Row
from app.risk.facts import Checks
from app.risk.language import Errors
from app.risk.shrinking import weighed


def row(rule: Errors, case: Case) -> Row:
    """r = ((e + 50 p) / (n + 50)) / p; with several roles, n p is what the peers would have erred."""
    counted = [c for c in case.facts.checks if is_recent(rule, c, case)]
    checks = sum([c.checks for c in counted])
    errors = sum([c.errors for c in counted if not is_disputed(c, case)])
    expected = sum([c.checks * _mean(rule, c) for c in counted])
    return Row(_points(rule, checks, errors, expected), rule.ratios[0].points, {"checks": checks, "errors": errors})


def is_recent(rule: Errors, checks: Checks, case: Case) -> bool:
    return 0 <= months_between(checks.on, case.day) <= rule.window_months


def changes(rule: Errors, case: Case) -> list[date]:
    days = [add_months(c.on, rule.window_months + 1) for c in case.facts.checks]
    return [*days, *(day for c in case.facts.checks for day in (c.on, *settles(c, case)))]


def _points(rule: Errors, checks: int, errors: int, expected: int) -> int:
    found = weighed(checks, errors, expected, rule.prior)
    return next((ratio.points for ratio in rule.ratios if found.is_up_to(ratio.up_to_percent)), rule.above)


def _mean(rule: Errors, checks: Checks) -> int:
    return rule.peers_per_10000.get(checks.role, rule.peers_per_10000["any"])
