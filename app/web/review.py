"""The parts of a yearly review as both doors show them: what the file says, what changed in the portal, what was said of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select

from app.history.models import Event
from app.monitoring.models import Review
from app.monitoring.news import NEWS, part_of
from app.monitoring.states import Part
from app.web.timeline import Line

SHOWN, AT_MOST = 4, 300
AS_SHOWN, NOTHING = "As shown", "Nothing has changed"

HINTS: Mapping[Part, str] = {
    Part.OWNERS: "Who owns the business and who leads it, who is in charge of customs matters and of security,"
    " and whether any of them was convicted of a breach of customs or tax law.",
    Part.RECORDS: "Accounts, stock and customs records, the computers they are kept on and who runs them;"
    " whether what falls due can be paid.",
    Part.SECURITY: "Fences, gates and stores, seals, vetting of staff, partners who handle the goods.",
}


def unchanged(part: Part) -> str:
    """In the words of whoever signs: of some parts there is nothing to be shown."""
    return NOTHING if part in HINTS else AS_SHOWN


@dataclass(frozen=True)
class ReviewedPart:
    """One part. `said` is None while nobody has said whether it has changed, and empty where it has not."""

    part: Part
    lines: Sequence[str]
    hint: str
    said: str | None
    news: Sequence[Line]
    earlier: int

    @property
    def unchanged(self) -> str:
        return unchanged(self.part)


def compared(found: Any, review: Review, since: datetime) -> Select[Any]:
    """Of what happened, what belongs to a part, up to the signature."""
    told = found.where(Event.kind.in_(NEWS), Event.at >= since).limit(AT_MOST)
    return told.where(Event.at <= review.sent_at) if review.sent_at else told


def parts_of(review: Review, lines: Mapping[str, Sequence[str]], news: Iterable[tuple[Event, Line]]) -> list[ReviewedPart]:
    """`news` come with the newest first."""
    found: dict[Part, list[Line]] = {part: [] for part in Part}
    for event, line in news:
        found[part_of(event)].append(line)
    return [
        ReviewedPart(
            part,
            lines.get(part.value, ()),
            HINTS.get(part, ""),
            review.said.get(part.value),
            found[part][:SHOWN],
            max(0, len(found[part]) - SHOWN),
        )
        for part in Part
    ]
