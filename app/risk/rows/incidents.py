"""S10: security incidents. Being a victim, or telling in time, costs nothing."""

from __future__ import annotations

from datetime import date

from app.risk.adverse import Sum, fades, percent, waits
from app.risk.ageing import months_between
from app.risk.case import Case, Row
from app.risk.facts import Incident
from app.risk.language import Incidents


def row(rule: Incidents, case: Case) -> Row | None:
    known = _known(rule, case)
    if not known:
        return None
    months = sorted(months_between(incident.on, case.day) for incident in known)
    return Row(exact(rule, case).points, 0, {"count": len(known), "months": months})


def exact(rule: Incidents, case: Case) -> Sum:
    return Sum(sum(rule.points[i.kind] * percent(i, case) for i in _known(rule, case))).capped(rule.cap)


def changes(_rule: Incidents, case: Case) -> list[date]:
    return fades(case.facts.incidents, case)


def _known(rule: Incidents, case: Case) -> list[Incident]:
    return [i for i in case.facts.incidents if not waits(rule, i, case) and percent(i, case) > 0]
