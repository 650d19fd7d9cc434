"""The benefit ledger in words: for the business itself, and for the officers who promised it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.outcomes.words import Selection
from app.programme.benefits import BENEFITS, Benefit
from app.statistics.intervals import Estimate
from app.statistics.ledger import Line, Part, Peers
from app.statistics.measures import WAYS, Measure, Verdict
from app.web.formats import count, hours, number, percent
from app.web.ranges import Bar

OF = {
    Measure.GOODS: "declarations",
    Measure.DOCUMENTS: "declarations",
    Measure.HOURS: "releases",
    Measure.NOTICE: "controls",
}
DRAWN = (Measure.GOODS, Measure.DOCUMENTS)  # on one scale
REASONS = {
    Selection.RANDOM: "The lot decided. It falls on everybody alike, and no status changes that.",
    Selection.AUDIT: "A check that comes round to everybody in its turn.",
    Selection.TARGETED: "Something in the declaration called for a look. What it was is not told.",
    Selection.OTHER_PARTY: "Another business in the same shipment was meant.",
    Selection.OTHER_AGENCY: "An agency for food, health or product safety, for instance. The status does not bind it.",
}


@dataclass(frozen=True)
class Row:
    """A promise and what came of it."""

    measure: Measure
    promise: str
    verdict: Verdict
    own: str
    of: str
    peers: str
    note: str


@dataclass(frozen=True)
class Reason:
    """Why there were controls."""

    label: str
    number: int
    share: str
    meaning: str


@dataclass(frozen=True)
class Shown:
    """One role of a ledger, as a page shows it. `yours` is what its reader calls the operator's own numbers."""

    part: Part
    yours: str

    @property
    def rows(self) -> list[Row]:
        return [self.row(line) for line in self.part.lines]

    def row(self, line: Line) -> Row:
        of = f"of {number(line.own.of)} {OF[line.measure]}" if line.own else ""
        cells = with_interval(line.measure, line.own), of, with_interval(line.measure, line.peers)
        return Row(line.measure, WAYS[line.measure].benefit, line.verdict, *cells, note=self.note(line))

    def note(self, line: Line) -> str:
        if line.verdict is Verdict.KEPT:
            return "Better than the others, by more than chance explains."
        if line.verdict is Verdict.BROKEN:
            return "At best not a fifth better than the others."
        if line.own is None:
            return "Fewer than ten cases: they say nothing yet."
        return "There is nobody to compare with." if line.peers is None else "The difference could be chance."

    @property
    def bars(self) -> list[Bar]:
        return list(self.drawn())

    def drawn(self) -> Iterator[Bar]:
        for line in self.part.lines:
            if line.measure in DRAWN and line.own:
                yield Bar(f"{line.measure.label.partition(' ')[0]}, {self.yours}", line.own)
                if line.peers:
                    yield Bar("The others", line.peers, is_other=True)

    @property
    def reasons(self) -> list[Reason]:
        part = self.part
        return [
            Reason(one.label, made, percent(made / part.declarations), REASONS[one])
            for one in Selection
            if (made := part.reasons.get(one))
        ]

    @property
    def sampled(self) -> str:
        """12 checks, no errors"""
        return f"{count(self.part.checks, 'check')}, {count(self.part.errors, 'error')}"

    @property
    def compared(self) -> str:
        return compared(self.part.peers)


def compared(peers: Peers | None) -> str:
    if peers is None:
        return "There are too few traders without the status in this role to compare with."
    sized = f"of the same size ({peers.size.label.lower()})" if peers.size else "of all sizes, as too few are of the same"
    traders, declarations = number(peers.traders), number(peers.declarations)
    return f"{traders} traders without the status in the same role, {sized}, with {declarations} declarations."


def with_interval(measure: Measure, estimate: Estimate | None) -> str:
    """2.1 % (1.3 to 3.4 %)"""
    if estimate is None:
        return ""
    if measure is Measure.HOURS:
        return f"{hours(estimate.value)} ({hours(estimate.low)} to {hours(estimate.high)})"
    return f"{percent(estimate.value)} ({percent(estimate.low)[:-2]} to {percent(estimate.high)})"


def uncounted() -> list[Benefit]:
    """What is promised and cannot be read from declarations."""
    counted = {way.benefit for way in WAYS.values()}
    return [one for one in BENEFITS if one.title not in counted]
