"""A site visit as an entry for a calendar (RFC 5545): the text of the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from app.audits.models import Audit
from app.audits.states import State
from app.core import clock
from app.programme.rules import rules

LINE = 75  # bytes; longer lines are folded
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True)
class Entry:
    """Whole days. The same id with a higher version replaces the entry in a calendar that has it already."""

    id: UUID
    version: int
    title: str
    first_day: date
    last_day: date
    places: Sequence[str]
    text: str
    address: str
    is_cancelled: bool
    written_at: datetime

    def lines(self) -> Iterator[str]:
        yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//AEO portal//Site visits//EN", "METHOD:PUBLISH", "BEGIN:VEVENT")
        yield f"UID:{self.id}"
        yield f"SEQUENCE:{self.version}"
        yield f"DTSTAMP:{self.written_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        yield f"DTSTART;VALUE=DATE:{self.first_day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{self.last_day + timedelta(days=1):%Y%m%d}"
        yield f"SUMMARY:{escaped(self.title)}"
        yield f"LOCATION:{escaped('; '.join(self.places))}"
        yield f"DESCRIPTION:{escaped(self.text)}"
        yield f"URL:{self.address}"
        yield f"STATUS:{'CANCELLED' if self.is_cancelled else 'CONFIRMED'}"
        yield from ("END:VEVENT", "END:VCALENDAR")

    def file(self) -> bytes:
        return b"".join(part + b"\r\n" for line in self.lines() for part in folded(line))


def entry_of(audit: Audit, address: str) -> Entry:
    """The plan of a visit; `address` is the page about it."""
    team = ", ".join([audit.lead.name, *(member.name for member in audit.team)])
    return Entry(
        id=audit.id,
        version=audit.version,
        title=f"{rules().authority}: visit {audit.reference}",
        first_day=audit.starts_on,
        last_day=audit.ends_on,
        places=[f"{site.name}, {site.address}" for site in audit.sites],
        text="\n".join(part for part in (f"{audit.mode.label}. {team}", audit.agenda) if part),
        address=address,
        is_cancelled=audit.state is State.CANCELLED,
        written_at=clock.now(),
    )


def escaped(text: str) -> str:
    return text.translate(ESCAPES)


def folded(line: str) -> Iterator[bytes]:
    """Pieces of at most 75 bytes that break no letter; each but the first begins with a blank."""
    piece = b""
    for letter in line:
        if len(piece) + len(letter.encode()) > LINE:
            yield piece
            piece = b" "
        piece += letter.encode()
    yield piece
