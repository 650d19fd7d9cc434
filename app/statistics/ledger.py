"""The benefit ledger of an operator: promised and delivered, beside its peers. Kept as it was worked out, and read as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from pydantic import BaseModel, ConfigDict

from app.outcomes.words import SAMPLES, Selection, Size
from app.programme.words import Role
from app.statistics.intervals import Estimate
from app.statistics.measures import WAYS, Measure, Tally, Verdict, verdict
from app.statistics.models import TALLY
from app.statistics.period import Period

Of = Mapping[Selection, Tally]


class Said(BaseModel):
    model_config = ConfigDict(frozen=True)


class Peers(Said):
    """With whom a role is compared: how many traders, of which size if there are enough of it."""

    size: Size | None
    traders: int
    declarations: int


class Line(Said):
    """One measure. No estimate where the cases are too few to say anything."""

    measure: Measure
    own: Estimate | None
    peers: Estimate | None
    verdict: Verdict


class Part(Said):
    """One role of the operator."""

    role: Role
    declarations: int
    peers: Peers | None
    lines: list[Line]
    reasons: dict[Selection, int]
    checks: int
    errors: int

    @property
    def is_compared(self) -> bool:
        return self.peers is not None

    def count(self, word: Verdict) -> int:
        return sum(line.verdict is word for line in self.lines)

    @property
    def gap(self) -> float:
        """By how many times more often goods were looked at than at the peers."""
        line = self.lines[0]
        return line.own.value / line.peers.value if line.own and line.peers and line.peers.value else 0.0


class Ledger(Said):
    """The roles of an operator, the one with most declarations first."""

    first: date
    last: date
    parts: list[Part]

    @property
    def main(self) -> Part:
        return self.parts[0]


class Group(Said):
    """A group of peers with all that is counted of it."""

    size: Size | None
    traders: int
    tally: dict[str, int]

    @cached_property
    def estimates(self) -> Mapping[Measure, Estimate | None]:
        """The same for every operator that is compared with them."""
        return {measure: way.taken(self.tally) for measure, way in WAYS.items()}

    @property
    def compared(self) -> Peers:
        return Peers(size=self.size, traders=self.traders, declarations=self.tally["declarations"])


def ledger(months: Period, roles: Mapping[Role, Of], peers: Mapping[Role, Group]) -> Ledger:
    parts = [part(role, of, peers.get(role)) for role, of in roles.items()]
    return Ledger(first=months.first, last=months.last, parts=sorted(parts, key=lambda one: (-one.declarations, one.role)))


def part(role: Role, of: Of, peers: Group | None) -> Part:
    chosen, drawn = tally(of), [numbers for selection, numbers in of.items() if selection in SAMPLES]
    return Part(
        role=role,
        declarations=sum(numbers["declarations"] for numbers in of.values()),
        peers=peers.compared if peers else None,
        lines=[line(measure, chosen, peers) for measure in Measure],
        reasons={one: of[one]["declarations"] for one in Selection if one is not Selection.NONE and one in of},
        checks=sum(examined(numbers) for numbers in drawn),
        errors=sum(numbers["errors"] for numbers in drawn),
    )


def line(measure: Measure, whole: Tally, peers: Group | None) -> Line:
    own, other = WAYS[measure].taken(whole), peers.estimates[measure] if peers else None
    return Line(measure=measure, own=own, peers=other, verdict=verdict(measure, own, other))


def examined(numbers: Tally) -> int:
    return numbers["documents"] + numbers["scans"] + numbers["goods"]


def tally(of: Of) -> dict[str, int]:
    """What customs decided itself: the lot falls on everybody alike, and no status promises anything of it."""
    total = dict.fromkeys(TALLY, 0)
    for selection, numbers in of.items():
        if selection in SAMPLES:
            continue
        add(total, numbers.items())
        if selection is not Selection.NONE:
            total["chosen"] += numbers["declarations"]
            total["warned"] += numbers["noticed"]
    return total


def add(total: dict[str, int], numbers: Iterable[tuple[str, int]]) -> None:
    for name, number in numbers:
        total[name] += number
