"""What becomes of the credit by itself: the same facts under the same policy, on a later day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from app.programme.words import Domain
from app.risk.engine import compute
from app.risk.facts import Facts
from app.risk.modifier import Modifier
from app.risk.policy import Policy


def next_change(facts: Facts, policy: Policy, moment: datetime) -> Modifier | None:
    """The first later answer with other points, or None. On a day when a row may change it need not."""
    last = compute(facts, policy, moment)
    points = points_of(last)
    while last.next_change_at:
        last = compute(facts, policy, last.next_change_at)
        if points_of(last) != points:
            return last
    return None


def points_of(modifier: Modifier) -> Mapping[tuple[str, Domain], int]:
    """The points by code and figure; a row of nothing is as good as none."""
    return {(one.code, one.figure): one.points for one in modifier.components if one.points}
