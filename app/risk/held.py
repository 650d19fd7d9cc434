"""What an operator holds, as the modifier sees it: status, what it becomes by itself, and since when without a break."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from app.authorisations.models import Authorisation
from app.authorisations.states import State, next_change_after, status_on
from app.core import clock
from app.history.kinds import Kind
from app.history.models import Event
from app.risk import facts

OWN_REQUEST = "own_request"  # the ground of a suspension that breaks no tenure; the word is of `decisions`, above this room
ENDS = frozenset({Kind.AUTHORISATION_REINSTATED, Kind.SUSPENSION_ENDED})
SUSPENSIONS = ENDS | {Kind.AUTHORISATION_SUSPENDED}


def held(
    authorisations: Sequence[Authorisation], events: Sequence[Event], day: date, *, provisional: bool
) -> tuple[facts.Authorisation, ...]:
    """The newest of each type. `authorisations` come newest first, `events` oldest first; `provisional`: nobody was visited."""
    newest: dict[str, list[Authorisation]] = {}
    for one in authorisations:
        newest.setdefault(one.type, []).append(one)
    return tuple(_held(line, events, day, provisional) for line in newest.values())


def _held(line: list[Authorisation], events: Sequence[Event], day: date, provisional: bool) -> facts.Authorisation:
    current = line[0]
    return facts.Authorisation(
        type=current.type,
        status=facts.Status(status_on(current, day)),
        then=tuple(_steps(current, day)),
        held_since=_held_since(line, events),
        provisional=provisional,
    )


def _steps(authorisation: Authorisation, day: date) -> Iterator[facts.Step]:
    """Days begin at midnight of the authority, as in the status."""
    ahead = next_change_after(authorisation, day)
    while ahead:
        yield facts.Step(clock.start_of(ahead), facts.Status(status_on(authorisation, ahead)))
        ahead = next_change_after(authorisation, ahead)


def _held_since(line: list[Authorisation], events: Sequence[Event]) -> date:
    """The start of an unbroken line, or the end of the last suspension that was not the holder's own wish."""
    since = line[0].effective_from
    for earlier in line[1:]:
        if not (earlier.effective_to and earlier.effective_to >= since):
            break
        since = earlier.effective_from
    numbers = {one.id for one in line}
    return max([since, *_resumed(line[0], [event for event in events if event.about_id in numbers])])


def _resumed(current: Authorisation, events: Sequence[Event]) -> Iterator[date]:
    breaks = True
    for event in events:
        if event.kind in ENDS and breaks:
            yield clock.day_of(event.at)
        elif event.kind is Kind.AUTHORISATION_SUSPENDED:
            breaks = event.facts.get("ground") != OWN_REQUEST
    if current.state is State.SUSPENDED and breaks and current.suspended_until:
        yield current.suspended_until
