"""Why the credit is not higher: at most four codes, by points lost."""

from __future__ import annotations

from collections.abc import Iterable

from app.risk.modifier import Component
from app.risk.policy import Policy


def reasons(policy: Policy, components: Iterable[Component]) -> tuple[str, ...]:
    """Each code once, by what it loses in the figure where it loses most; equal ones in the order of the table."""
    lost: dict[str, int] = {}
    for component in components:
        lost[component.code] = max(lost.get(component.code, 0), component.lost)
    ranked = sorted((-points, policy.rank[code], code) for code, points in lost.items() if points > 0)
    return tuple(code for _, _, code in ranked[: policy.reasons])
