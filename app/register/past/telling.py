"""Telling the status of a past or coming moment, in the shape of the present answer."""

from __future__ import annotations

from app.core import clock
from app.core.clock import rfc3339
from app.register import bodies
from app.register.past.finding import Past
from app.register.past.moments import Moments, NotYetKnown
from app.register.standing import Coverage, Standing, stand


def is_beyond(past: Past, when: Moments) -> bool:
    """Steps already known are told as long as the last answer holds."""
    return when.as_of > when.known_at and when.as_of >= past.known.holds_until


def check(past: Past, when: Moments) -> None:
    """Go on, or `NotYetKnown`."""
    if is_beyond(past, when):
        until = past.known.holds_until
        raise NotYetKnown("as_of", f"What was known then holds until {rfc3339(until)}.", until)


def status(past: Past, coverage: Coverage) -> dict[str, object] | None:
    """None where it did not hold what is asked for."""
    return bodies.status_of(past, clock.day_of(past.as_of), past.stood.seq, coverage)


def standing(past: Past, coverage: Coverage) -> Standing | None:
    return stand(past.held, clock.day_of(past.as_of), coverage)
