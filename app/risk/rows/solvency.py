"""F10: a confirmed insolvency alert."""

from __future__ import annotations

from datetime import date

from app.risk.adverse import settles, waits
from app.risk.case import Case, Row
from app.risk.language import Insolvency


def row(rule: Insolvency, case: Case) -> Row | None:
    alert = case.facts.insolvency
    if alert is None or alert.on > case.day or waits(rule, alert, case):
        return None
    return Row(rule.points, 0, {"since": alert.on.isoformat()})


def changes(_rule: Insolvency, case: Case) -> list[date]:
    alert = case.facts.insolvency
    return [alert.on, *settles(alert, case)] if alert else []
