"""The sample that says how a trader works, and how many declarations it lodges."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from app.outcomes import queries as outcomes
from app.risk import facts
from app.risk.ageing import add_months
from app.risk.gather.adverse import Grouped

DECLARATIONS_MONTHS, CHECKS_MONTHS = 36, 60  # the second is longer than any policy looks back


def checks(session: Session, ids: Collection[UUID], today: date) -> Grouped[facts.Checks]:
    """Those drawn without looking at the trader: what was chosen for its risk says nothing of how the trader works."""
    found = outcomes.checks(session, ids, since=months_ago(today, CHECKS_MONTHS))
    return {one: tuple(facts.Checks(day.on, day.role.api, day.checks, day.errors) for day in days) for one, days in found.items()}


def declarations(session: Session, ids: Collection[UUID], today: date) -> Mapping[UUID, int]:
    return outcomes.declarations(session, ids, since=months_ago(today, DECLARATIONS_MONTHS))


def months_ago(today: date, months: int) -> date:
    return add_months(today, -months).replace(day=1)
