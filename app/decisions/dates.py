"""The days that follow from a signature."""

from __future__ import annotations

from datetime import date, timedelta

from app.core import clock
from app.decisions.models import Decision


def takes_effect(decision: Decision) -> date:
    """The day from which a grant signed today counts; everything else counts from the signature."""
    return max(decision.effective_from or clock.today(), clock.today())


def ends(decision: Decision) -> date | None:
    """The day on which a suspension signed today ends by itself; None where it is open-ended."""
    return clock.today() + timedelta(days=decision.days) if decision.days else None
