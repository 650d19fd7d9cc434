"""Telling the status of a past or coming moment, in the shape of the present answer."""

from __future__ import annotations

from datetime import UTC, datetime

from app.core import clock
from app.core.errors import Invalid
from app.register import bodies
from app.register.past.finding import Past
from app.register.standing import For, Standing, stand


class NotYetKnown(Invalid):
    """What is asked about lies beyond what was known: an answer would be a guess."""


def check(past: Past, known_at: datetime) -> None:
    """Steps already known are told as long as the last answer holds; `NotYetKnown` beyond."""
    if past.as_of > known_at and past.as_of >= past.known.holds_until:
        raise NotYetKnown(f"What was known then holds until {written(past.known.holds_until)}.", "as_of")


def status(past: Past, asked: For) -> dict[str, object] | None:
    """None where it did not hold what is asked for."""
    return bodies.status_of(past, clock.day_of(past.as_of), past.stood.seq, asked)


def standing(past: Past, asked: For) -> Standing | None:
    return stand(past.held, clock.day_of(past.as_of), asked)


def written(moment: datetime) -> str:
    """RFC 3339 in UTC, with as many digits as the moment has: read back it is the same."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
