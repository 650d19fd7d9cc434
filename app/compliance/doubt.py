"""What the disputes of a fact make of it: the one rule for the modifier and for every page that speaks of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from app.compliance.models import Dispute
from app.compliance.states import DisputeState
from app.core import clock


class Raised(NamedTuple):
    """A dispute, as far as the rule looks at it."""

    about_id: UUID
    state: DisputeState
    raised_at: datetime


class Doubt(NamedTuple):
    """Since which day the fact waits, or that it does not count at all."""

    since: date | None = None
    counts: bool = True


UNDISPUTED = Doubt()
Doubts = Mapping[UUID, Doubt]


def doubts(disputes: Iterable[Raised | Dispute]) -> Doubts:
    """By the id of the fact."""
    about: dict[UUID, list[Raised | Dispute]] = defaultdict(list)
    for one in disputes:
        about[one.about_id].append(one)
    return {fact: doubt(raised) for fact, raised in about.items()}


def doubt(raised: Sequence[Raised | Dispute]) -> Doubt:
    """Rejected or taken back leaves no doubt; but the first dispute of a fact began its wait, whatever became of it."""
    states = {one.state for one in raised}
    if DisputeState.UPHELD in states:
        return Doubt(counts=False)
    if DisputeState.OPEN not in states:
        return UNDISPUTED
    return Doubt(since=clock.day_of(min(one.raised_at for one in raised)))
