"""What the next change makes of the credit, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from app.programme.words import Domain
from app.risk.ahead import next_change, points_of
from app.risk.facts import Facts
from app.risk.models import Computation
from app.risk.modifier import Modifier
from app.risk.policy import Policy
from app.risk.service import policy_of, replay
from app.web.credit import BOTH, sentence


@dataclass(frozen=True)
class Change:
    """A row of the sum, or the figure itself, before and after."""

    what: str
    figure: str
    now: int
    then: int


@dataclass(frozen=True)
class Ahead:
    """The next day on which the points change."""

    at: datetime
    rows: list[Change]
    totals: list[Change]


def ahead_of(computation: Computation) -> Ahead | None:
    policy = policy_of(computation)
    then = next_change(Facts.from_dict(computation.facts), policy, computation.computed_at)
    if then is None:
        return None
    now = replay(computation)
    rows = together(changed(now, then, policy))
    totals = [
        Change("Your credit", figure.label, now.figures[figure].value, then.figures[figure].value)
        for figure in Domain
        if now.figures[figure].value != then.figures[figure].value
    ]
    return Ahead(then.computed_at, list(rows), totals)


def changed(now: Modifier, then: Modifier, policy: Policy) -> Iterator[Change]:
    """Each in the words of the day it changes, if it is still told of then."""
    before, after = points_of(now), points_of(then)
    facts = {(one.code, one.figure): one.fact for one in (*now.components, *then.components)}
    for (code, figure), fact in facts.items():
        points = before.get((code, figure), 0), after.get((code, figure), 0)
        if points[0] != points[1]:
            yield Change(sentence(code, fact, policy), figure.label, *points)


def together(rows: Iterable[Change]) -> Iterable[Change]:
    """What is the same in both figures, once."""
    found: dict[Change, Change] = {}
    for one in rows:
        key = replace(one, figure="")
        found[key] = replace(one, figure=BOTH) if key in found else one
    return found.values()
