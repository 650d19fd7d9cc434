"""The case clock as a picture: who held the file, day by day, up to the legal date. Only geometry: dates are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.web.formats import count, short_day

WIDE, NARROW = 1200, 900  # officers' pages, traders' pages
LETTER = 9  # what a letter takes at most, to know whether words fit

Holder = Literal["customs", "trader", "other"]
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Span:
    """Days in a row in which one party held the file."""

    holder: Holder
    name: str
    days: int


@dataclass(frozen=True)
class Bar:
    """A span as drawn."""

    holder: Holder
    label: str
    x: int
    width: int

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    @property
    def is_tight(self) -> bool:
        return self.width < LETTER * len(self.label)


@dataclass(frozen=True)
class Mark:
    """A date as drawn: a line across the bar with words above, or a dashed one with words below."""

    x: int
    label: str
    anchor: Anchor
    above: bool = True
    late: bool = False

    @property
    def span(self) -> tuple[int, int]:
        """From where to where the words go."""
        width = LETTER * len(self.label)
        before = {"start": 0, "middle": width // 2, "end": width}[self.anchor]
        return self.x - before, self.x - before + width

    def clear_of(self, other: Mark) -> bool:
        return self.span[1] < other.span[0] or other.span[1] < self.span[0]


@dataclass(frozen=True)
class ClockPicture:
    """The figure. Places are pixels from the left."""

    began: date
    today: date
    legal: date
    planned: date | None
    spans: Sequence[Span]
    width: int = WIDE

    @property
    def day(self) -> int:
        return (self.today - self.began).days

    @property
    def days(self) -> int:
        return (self.legal - self.began).days

    @property
    def left(self) -> int:
        return self.days - self.day

    def at(self, days: int) -> int:
        return round(self.width * days / max(self.day, self.days, 1))

    @property
    def now_at(self) -> int:
        return self.at(self.day)

    @property
    def legal_at(self) -> int:
        return self.at(self.days)

    @property
    def planned_at(self) -> int | None:
        """Where the legal date would be without extensions; None where there were none."""
        if self.planned is None or self.planned == self.legal:
            return None
        return self.at((self.planned - self.began).days)

    @property
    def bars(self) -> list[Bar]:
        bars, before = [], 0
        for span in self.spans:
            x, before = self.at(before), before + span.days
            bars.append(Bar(span.holder, f"{span.name} {span.days}", x, self.at(before) - x))
        return bars

    @property
    def held(self) -> list[Span]:
        """How long each party held the file in all, in the order in which they first had it; a day not yet over is none."""
        days: dict[tuple[Holder, str], int] = {}
        for span in self.spans:
            days[span.holder, span.name] = days.get((span.holder, span.name), 0) + span.days
        return [Span(holder, name, total) for (holder, name), total in days.items() if total]

    @property
    def sentence(self) -> str:
        """The picture in words, for those who do not see it."""
        held = ", ".join(f"{span.name} {span.days}" for span in self.held)
        return f"Day {self.day} of {self.days}. Days held: {held or 'none'}."

    @property
    def left_label(self) -> str:
        """What is left, where it fits between today and the next date."""
        label = f"{count(self.left, 'day')} left"
        return label if LETTER * len(label) < self.next_at - self.now_at else ""

    @property
    def left_at(self) -> int:
        return (self.now_at + self.next_at) // 2

    @property
    def next_at(self) -> int:
        return self.planned_at if self.planned_at and self.planned_at > self.now_at else self.legal_at

    @property
    def marks(self) -> list[Mark]:
        """The dates; words that would cover others are left out, or said with them at the end."""
        late = self.left < 0
        legal = Mark(self.legal_at, f"Legal date {short_day(self.legal)}, day {self.days}", "end", late=late)
        today = Mark(self.now_at, f"Today, day {self.day}", "end" if late else "middle" if self.day else "start")
        if not today.clear_of(legal):
            both = f"Today, day {self.day}; legal date {short_day(self.legal)}, day {self.days}"
            legal, today = Mark(self.legal_at, "", "end", late=late), Mark(self.now_at, "", "end")
            ends = [legal, today, Mark(self.width, both, "end")]
        else:
            ends = [legal, today]
        began = Mark(0, f"Accepted {short_day(self.began)}", "start")
        below = [self.before_extensions(self.planned_at)] if self.planned_at is not None else []
        return [began] * all(began.clear_of(end) for end in ends if end.label) + ends + below

    def before_extensions(self, at: int) -> Mark:
        label = f"Before extensions {short_day(self.planned)}"
        room = LETTER * len(label) // 2
        return Mark(at, label, "end" if at + room > self.width else "middle", above=False)


def case_clock(
    began: date, spans: Sequence[Span], *, legal: date, today: date, planned: date | None = None, width: int = WIDE
) -> ClockPicture:
    """The clock as a figure: `planned` is the date without extensions. Traders' pages have room for NARROW."""
    return ClockPicture(began, today, legal, planned, spans, width)
