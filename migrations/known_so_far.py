"""What was published and known before it was kept: told from the computations and the events there are.

Used by one migration. The rules are those of that day: the portal's own are in `app.register.past.keeping`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import Connection, Row, text

from app.core import clock

PUBLISHED = """
SELECT gen_random_uuid() AS id, c.operator_id,
    CASE WHEN row_number() OVER newest = 1 THEN e.seq ELSE 0 END AS seq,
    c.computed_at + (row_number() OVER alike - 1) * interval '1 microsecond' AS known_from,
    c.valid_until AS holds_until, e.name, e.country, e.summary -> 'roles' AS roles, e.is_public, c.id AS computation_id
FROM computation c JOIN register_entry e ON e.operator_id = c.operator_id
WINDOW newest AS (PARTITION BY c.operator_id ORDER BY c.computed_at DESC, c.id),
    alike AS (PARTITION BY c.operator_id, c.computed_at ORDER BY c.id DESC)
"""
PUBLICATIONS = text(
    "INSERT INTO register_publication"
    f" (id, operator_id, seq, known_from, holds_until, name, country, roles, is_public, computation_id) {PUBLISHED}"
)
AUTHORISATIONS = text("SELECT a.* FROM authorisation a JOIN register_entry e ON e.operator_id = a.operator_id ORDER BY a.id")
EVENTS = text("""
SELECT about_id, kind, at, facts FROM event
WHERE kind IN ('authorisation_granted', 'authorisation_suspended', 'authorisation_reinstated', 'authorisation_revoked',
    'suspension_ended')
ORDER BY position
""")
COLUMNS = (
    "id", "operator_id", "authorisation_id", "number", "type", "granted_on", "status", "since", "effective_from",
    "effective_to", "suspended_until", "valid_from", "valid_to", "known_from", "known_to",
)  # fmt: skip
PERIOD = text(f"INSERT INTO register_period ({', '.join(COLUMNS)}) VALUES ({', '.join(f':{name}' for name in COLUMNS)})")


class Said(NamedTuple):
    status: str
    since: date
    effective_from: date
    effective_to: date | None
    suspended_until: date | None


Span = tuple[datetime, datetime | None, Said]


@dataclass(frozen=True)
class File:
    """An authorisation as it stood in its row."""

    state: str
    granted_on: date
    effective_from: date
    effective_to: date | None
    suspended_on: date | None = None
    suspended_until: date | None = None
    ended_on: date | None = None

    def said(self, day: date) -> Said:
        status = self.status(day)
        begun = {
            "valid": self.effective_from,
            "not_yet_valid": self.granted_on,
            "suspended": self.suspended_on,
            "expired": self.effective_to,
        }
        until = self.suspended_until if status == "suspended" else None
        return Said(status, begun.get(status, self.ended_on) or self.granted_on, self.effective_from, self.effective_to, until)

    def status(self, day: date) -> str:
        if self.state == "revoked":
            return "revoked"
        if self.effective_to and day >= self.effective_to:
            return "expired"
        if day < self.effective_from:
            return "not_yet_valid"
        suspended = self.state == "suspended" and not (self.suspended_until and day >= self.suspended_until)
        return "suspended" if suspended else "valid"

    def ahead(self, at: datetime) -> list[tuple[datetime, Said]]:
        """From this moment on, and what it becomes by itself."""
        today = clock.day_of(at)
        days = {self.effective_from, self.effective_to, self.suspended_until} if self.state != "revoked" else set()
        return [
            (at, self.said(today)),
            *((clock.start_of(day), self.said(day)) for day in sorted(one for one in days if one and one > today)),
        ]

    def behind(self) -> list[tuple[datetime, Said]]:
        """Of one whose events are not known: by the days in its row."""
        begun = self.ended_on or self.suspended_on
        days = {self.granted_on, self.effective_from, self.effective_to, self.suspended_on, self.suspended_until, self.ended_on}
        files = {day: self if begun and begun <= day else replace(self, state="granted") for day in days if day}
        return [(clock.start_of(day), files[day].said(day)) for day in sorted(files)]


def publications(connection: Connection) -> None:
    """One for each computation. The name is today's; an entry's number is known of the last one only."""
    connection.execute(PUBLICATIONS)


def periods(connection: Connection) -> None:
    events: dict[UUID, list[Row[Any]]] = defaultdict(list)
    for event in connection.execute(EVENTS):
        events[event.about_id].append(event)
    for row in connection.execute(AUTHORISATIONS).all():
        fixed = {"operator_id": row.operator_id, "authorisation_id": row.id, "number": row.number, "type": row.type}
        found = [fixed | {"id": uuid4(), "granted_on": row.granted_on} | one for one in of_authorisation(row, events[row.id])]
        connection.execute(PERIOD, found)


def of_authorisation(row: Row[Any], events: Sequence[Row[Any]]) -> Iterator[dict[str, Any]]:
    """Each stretch of time for as long as it was known."""
    known: dict[Span, datetime] = {}
    for at, line in lines(row, events):
        now = set(spans(line))
        for gone in [span for span in known if span not in now]:
            if (since := known.pop(gone)) < at:
                yield told(gone, since, at)
        for span in spans(line):
            known.setdefault(span, at)
    for span, since in known.items():
        yield told(span, since, None)


def lines(row: Row[Any], events: Sequence[Row[Any]]) -> Iterator[tuple[datetime, list[tuple[datetime, Said]]]]:
    """What each event made known; without a first event what the row says, known since its day."""
    file = File("granted", row.granted_on, row.effective_from, row.effective_to)
    if not events or events[0].kind != "authorisation_granted":
        whole = replace(
            file, state=row.state, suspended_on=row.suspended_on, suspended_until=row.suspended_until, ended_on=row.ended_on
        )
        yield clock.start_of(row.granted_on), whole.behind()
        return
    line = [(at, said) for at, said in file.behind()]
    for event in events:
        file = after(file, event)
        line = [*(one for one in line if one[0] < event.at), *file.ahead(event.at)]
        yield event.at, line


def after(file: File, event: Row[Any]) -> File:
    day = clock.day_of(event.at)
    match event.kind:
        case "authorisation_suspended":
            until = event.facts.get("until")
            return replace(
                file, state="suspended", suspended_on=day, suspended_until=date.fromisoformat(until) if until else None
            )
        case "authorisation_revoked":
            return replace(file, state="revoked", suspended_on=None, suspended_until=None, ended_on=day)
        case "authorisation_reinstated" | "suspension_ended":
            return replace(file, state="granted", suspended_on=None, suspended_until=None)
    return file


def spans(line: Sequence[tuple[datetime, Said]]) -> list[Span]:
    """With their ends; what says the same as the one before belongs to it."""
    kept = [one for place, one in enumerate(line) if place == 0 or one[1] != line[place - 1][1]]
    return [(at, end, said) for (at, said), end in zip(kept, [*(one[0] for one in kept[1:]), None], strict=True)]


def told(span: Span, since: datetime, until: datetime | None) -> dict[str, Any]:
    begins, ends, said = span
    return said._asdict() | {"valid_from": begins, "valid_to": ends, "known_from": since, "known_to": until}
