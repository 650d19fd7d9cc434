"""M10: self-reviews and change notices that never came."""

from __future__ import annotations

from datetime import date

from app.risk.adverse import Sum, settles, waits
from app.risk.case import Case, Row
from app.risk.language import Late


def row(rule: Late, case: Case) -> Row | None:
    count = sum(1 for notice in case.facts.late if notice.on <= case.day and not waits(rule, notice, case))
    return Row(Sum(100 * rule.each * count).capped(rule.cap).points, 0, {"count": count}) if count else None


def changes(_rule: Late, case: Case) -> list[date]:
    return [day for notice in case.facts.late for day in (notice.on, *settles(notice, case))]
