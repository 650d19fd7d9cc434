"""A site visit as an entry for a calendar (RFC 5545). Pure: the text of the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

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
