"""I10 and I20: infringements, by final decision."""

from __future__ import annotations

from datetime import date

from app.risk.adverse import Sum, fades, percent, waits
from app.risk.ageing import months_between
from app.risk.case import Case, Row
from app.risk.facts import Infringement
from app.risk.language import Infringements


def row(rule: Infringements, case: Case) -> Row | None:
    known, free = _known(rule, case), _free(rule, case)
    if not known:
        return None
    charged = known[free:]
    fact: dict[str, object] = {"count": len(charged), "months": sorted(months_between(i.on, case.day) for i in charged)}
    if free:
        fact["declarations"] = case.facts.declarations
    return Row(_sum(rule, charged, case).points, 0, fact)


def exact(rule: Infringements, case: Case) -> Sum:
    return _sum(rule, _known(rule, case)[_free(rule, case) :], case)


def changes(rule: Infringements, case: Case) -> list[date]:
    return fades((i for i in case.facts.infringements if i.severity is rule.severity and case.figure in i.domains), case)


def _known(rule: Infringements, case: Case) -> list[Infringement]:
    """Those that count today, the oldest first: they take up what is free."""
    return sorted((i for i in case.facts.infringements if _counts(rule, i, case)), key=lambda i: i.on)


def _counts(rule: Infringements, infringement: Infringement, case: Case) -> bool:
    return (
        infringement.severity is rule.severity
        and case.figure in infringement.domains
        and (rule.disclosed_count or not infringement.disclosed)
        and not waits(rule, infringement, case)
        and percent(infringement, case) > 0
    )


def _free(rule: Infringements, case: Case) -> int:
    return 0 if rule.free_per is None else case.facts.declarations // rule.free_per


def _sum(rule: Infringements, charged: list[Infringement], case: Case) -> Sum:
    """Beyond `free_per` declarations it is the rate that counts: ten times the volume at the same rate costs the same."""
    total, volume = rule.each * sum(percent(i, case) for i in charged), case.facts.declarations
    if rule.free_per is None or volume <= rule.free_per:
        return Sum(total).capped(rule.cap)
    return Sum(total * rule.free_per, 100 * volume).capped(rule.cap)
