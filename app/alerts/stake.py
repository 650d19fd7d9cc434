"""What it costs to let a corrective action lie, or the yearly review."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from app.compliance.doubt import doubt
from app.compliance.models import Dispute
from app.findings.models import CorrectiveAction
from app.monitoring.models import Review
from app.programme.words import Domain
from app.risk.language import Late, Overdue
from app.risk.policy import Policy


class AtStake(NamedTuple):
    """The figures in which the business has credit that it could lose, and the policy that says how much."""

    figures: Collection[Domain]
    policy: Policy

    def cost_of(self, action: CorrectiveAction, disputes: Sequence[Dispute], today: date) -> str:
        """In words; empty where nothing can be lost, or not before the action is overdue."""
        rule = next((one for one in self.policy.rules if isinstance(one, Overdue) and action.finding.domain in one.figures), None)
        known = doubt(disputes)
        if rule is None or not known.counts or action.finding.domain not in self.figures:
            return ""
        points = f"{rule.each} points of {action.finding.domain.label.lower()} credit"
        from_on = self.counts_from(rule, action, known.since)
        if from_on <= today:
            return f"It costs you {points} until you report it as done."
        return f"From {from_on.day} {from_on:%B %Y} it costs you {points}." if action.due_on < today else ""

    def counts_from(self, rule: Overdue, action: CorrectiveAction, disputed_on: date | None) -> date:
        """An open dispute puts it off."""
        overdue = action.due_on + timedelta(days=rule.after_days + 1)
        if disputed_on is None or not rule.disputable:
            return overdue
        return max(overdue, self.policy.waits_until(disputed_on) + timedelta(days=1))

    def cost_of_review(self, review: Review, today: date) -> str:
        """In words; empty before it is known from when on it counts."""
        rules = (one for one in self.policy.rules if isinstance(one, Late) and not set(self.figures).isdisjoint(one.figures))
        points = max((rule.each for rule in rules), default=0)
        if not points or review.late_from is None:
            return ""
        from_on = review.late_from
        if from_on <= today:
            return f"It costs you {points} points of credit until you send it."
        return f"From {from_on.day} {from_on:%B %Y} it costs you {points} points of credit."
