"""The days that follow from a signature or from the sending of a letter."""

from __future__ import annotations

from datetime import date, timedelta

from app.core import clock
from app.decisions.models import Decision
from app.programme.rules import rules


def takes_effect(decision: Decision) -> date:
    """The day from which a grant signed today counts: the one that was chosen, else the one the programme sets."""
    if decision.effective_from:
        return max(decision.effective_from, clock.today())
    return clock.today() + timedelta(days=rules().days.grant_takes_effect)


def ends(decision: Decision) -> date | None:
    """The day on which a suspension signed today ends by itself; None where it is open-ended."""
    return clock.today() + timedelta(days=decision.days) if decision.days else None


def served_at_latest(sent_on: date) -> date:
    """The day on which a letter counts as served, opened or not."""
    return sent_on + timedelta(days=rules().days.served_at_latest)


def reply_due(served_on: date) -> date:
    """The last day on which the trader may say what it thinks of what customs intends."""
    return served_on + timedelta(days=rules().days.hearing)
