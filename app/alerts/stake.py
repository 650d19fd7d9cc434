"""What a corrective action costs that is let lie."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from app.compliance.models import Dispute
from app.compliance.states import DisputeState
from app.core import clock
from app.findings.models import CorrectiveAction
from app.programme.words import Domain
from app.risk.language import Overdue
from app.risk.policy import Policy


class AtStake(NamedTuple):
    """The figures in which the business has credit that it could lose, and the policy that says how much."""

    figures: Collection[Domain]
    policy: Policy

    def cost_of(self, action: CorrectiveAction, disputes: Sequence[Dispute], today: date) -> str:
        """In words; empty where nothing can be lost, or not before the action is overdue."""
        rule = next((one for one in self.policy.rules if isinstance(one, Overdue) and action.finding.domain in one.figures), None)
        struck_out = any(one.state is DisputeState.UPHELD for one in disputes)
        if rule is None or struck_out or action.finding.domain not in self.figures:
            return ""
        points = f"{rule.each} points of {action.finding.domain.label.lower()} credit"
        from_on = self.counts_from(rule, action, disputes)
        if from_on <= today:
            return f"It costs you {points} until you report it as done."
        return f"From {from_on.day} {from_on:%B %Y} it costs you {points}." if action.due_on < today else ""

    def counts_from(self, rule: Overdue, action: CorrectiveAction, disputes: Sequence[Dispute]) -> date:
        """An open dispute puts it off, by days that begin with the first dispute of the action."""
        overdue = action.due_on + timedelta(days=rule.after_days + 1)
        if not rule.disputable or all(one.state is not DisputeState.OPEN for one in disputes):
            return overdue
        first = clock.day_of(min(one.raised_at for one in disputes))
        return max(overdue, first + timedelta(days=self.policy.dispute_days + 1))
