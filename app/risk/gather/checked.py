"""The sample that says how a trader works, and how many declarations it lodges."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.programme.words import Role
from app.risk import facts
from app.risk.ageing import add_months
from app.risk.gather.stated import Said

DECLARATIONS_MONTHS, CHECKS_MONTHS = 36, 60  # the second is longer than any policy looks back


def checks(said: Sequence[Said]) -> tuple[facts.Checks, ...]:
    """Those drawn without looking at the trader: what was chosen for its risk says nothing of how the trader works."""
    ordered = sorted((one.told for one in said), key=lambda told: (told["on"], told["role"]))
    return tuple(
        facts.Checks(date.fromisoformat(one["on"]), Role(one["role"]).api, one["checks"], one["errors"]) for one in ordered
    )


def declarations(said: Sequence[Said]) -> int:
    return sum(one.told["declarations"] for one in said)


def months_ago(today: date, months: int) -> date:
    return add_months(today, -months).replace(day=1)
