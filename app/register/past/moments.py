"""Which moment is asked about, and by what was known when; and what is refused to whoever asks."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import NamedTuple

from app.core import clock
from app.core.clock import rfc3339
from app.core.refusals import Refusal
from app.register.parameters import NOW, no_such_value

THEN = "then"
SHAPE = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,6})?([Zz]|[+-]\d\d:\d\d)")
YEARS = range(1900, 2200)
WANTED = f"A moment as 2026-11-05T10:00:00Z, or {NOW}; the + of a zone is written %2B"


class NotYetKnown(Refusal):
    """What is asked about lies beyond what was known, which holds `until` then: an answer would be a guess."""

    def __init__(self, name: str, detail: str, until: datetime | None = None) -> None:
        super().__init__("not-yet-known", detail, errors=[{"parameter": name, "detail": detail}])
        self.until = until


class Moments(NamedTuple):
    """`counting`: what was known at that moment counts; None: all that is known now."""

    as_of: datetime
    known_at: datetime
    counting: datetime | None

    @property
    def texts(self) -> dict[str, str]:
        return {"as_of": rfc3339(self.as_of), "known_at": rfc3339(self.known_at)}


class NothingThen(Refusal):
    """Only systems with a token ask about other moments: to them the reason is told."""

    def __init__(self, when: Moments) -> None:
        about, known = rfc3339(when.as_of), rfc3339(when.known_at)
        super().__init__("not-found", f"Nothing of it was held at {about}, as known at {known}.")


def moments(as_of: str | None, known_at: str | None) -> Moments | None:
    """None for a question about the present, which is answered from what is published."""
    if {as_of, known_at} <= {None, NOW}:
        return None
    now = clock.now()
    about = moment("as_of", as_of) or now
    counting = about if known_at == THEN else moment("known_at", known_at)
    if counting and counting > now:
        raise NotYetKnown("known_at", "What will be known then, nobody knows yet.")
    return Moments(about, counting or now, counting)


def moment(name: str, given: str | None) -> datetime | None:
    """None for the present. A day alone is no moment: it begins at another one in each country."""
    if given is None or given == NOW:
        return None
    if not SHAPE.fullmatch(given):
        raise no_such_value(name, WANTED if name == "as_of" else f"{WANTED}; or {THEN}, the moment of as_of")
    try:
        told = datetime.fromisoformat(given.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise no_such_value(name, "A moment that exists") from None
    if told.year not in YEARS:
        raise no_such_value(name, f"A moment from {YEARS[0]} to {YEARS[-1]}")
    return told
