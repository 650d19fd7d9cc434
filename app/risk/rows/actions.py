"""A10: corrective actions the trader has let lie."""

from __future__ import annotations

from datetime import date, timedelta

from app.risk.adverse import Sum, settles, waits
from app.risk.case import Case, Row
from app.risk.facts import Action
from app.risk.language import Overdue


def row(rule: Overdue, case: Case) -> Row | None:
    overdue = sum(1 for action in _owed(case) if _counts_from(rule, action) <= case.day and not waits(rule, action, case))
    return Row(Sum(100 * rule.each * overdue).capped(rule.cap).points, 0, {"overdue": overdue}) if overdue else None


def changes(rule: Overdue, case: Case) -> list[date]:
    return [day for action in _owed(case) for day in (_counts_from(rule, action), *settles(action, case))]


def _owed(case: Case) -> list[Action]:
    return [action for action in case.facts.actions if case.figure in action.domains]


def _counts_from(rule: Overdue, action: Action) -> date:
    return action.due_on + timedelta(days=rule.after_days + 1)
