"""What was promised and can be counted, and whether it was delivered. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from app.core.words import Word
from app.outcomes.filed import HOURS, WITHIN
from app.statistics.intervals import Estimate, difference, median, wilson

Tally = Mapping[str, int]

FEWEST = 10  # cases: fewer say nothing
A_FIFTH = 0.8  # a benefit is at least a fifth fewer, or a fifth sooner
LONGEST = 336.0  # hours: where what took longer is drawn
LIMITS = (0.0, *map(float, HOURS), LONGEST)


class Measure(Word):
    GOODS = "goods", "Goods looked at"
    DOCUMENTS = "documents", "Documents asked for"
    HOURS = "hours", "Hours to release"
    NOTICE = "notice", "Told before a control"


class Verdict(Word):
    """What the numbers say of a promise."""

    KEPT = "kept", "Delivered"
    BROKEN = "broken", "Not delivered"
    OPEN = "open", "Too early to tell"


def share(counted: Callable[[Tally], int], of: str) -> Callable[[Tally], Estimate | None]:
    return lambda tally: wilson(counted(tally), tally[of]) if tally[of] >= FEWEST else None


def hours(tally: Tally) -> Estimate | None:
    numbers = [tally[name] for name in WITHIN]
    return median(numbers, LIMITS) if sum(numbers) >= FEWEST else None


class Way(NamedTuple):
    """How a measure is taken, under which benefit it was promised, and whether more of it is better."""

    taken: Callable[[Tally], Estimate | None]
    benefit: str
    more_is_better: bool = False


WAYS: Mapping[Measure, Way] = {
    Measure.GOODS: Way(share(lambda tally: tally["scans"] + tally["goods"], "declarations"), "Fewer examinations"),
    Measure.DOCUMENTS: Way(share(lambda tally: tally["documents"], "declarations"), "Fewer examinations"),
    Measure.HOURS: Way(hours, "Quicker release"),
    Measure.NOTICE: Way(share(lambda tally: tally["warned"], "chosen"), "Notice of a control", more_is_better=True),
}


def verdict(measure: Measure, own: Estimate | None, peers: Estimate | None) -> Verdict:
    """Kept where chance hardly explains the difference; broken where even the best reading is not a fifth better."""
    if own is None or peers is None:
        return Verdict.OPEN
    apart = difference(own, peers)
    if WAYS[measure].more_is_better:
        barely = max(peers.value / A_FIFTH, 1 - A_FIFTH)
        return Verdict.KEPT if apart.low > 0 else Verdict.BROKEN if own.high <= barely else Verdict.OPEN
    return Verdict.KEPT if apart.high < 0 else Verdict.BROKEN if own.low >= A_FIFTH * peers.value else Verdict.OPEN
