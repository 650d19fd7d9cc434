"""What counts against an operator. One that the holder disputes carries the day of it; one that was struck out is not there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from app.compliance.doubt import UNDISPUTED, Doubts, Raised
from app.compliance.doubt import doubts as doubts_of
from app.compliance.states import DisputeState
from app.compliance.words import Severity
from app.core import clock
from app.programme.words import Domain
from app.risk import facts
from app.risk.gather.stated import Said


def doubts(disputes: Sequence[Said]) -> Doubts:
    """By the id of the fact."""
    return doubts_of(Raised(one.about_id, DisputeState(one.told["state"]), moment(one.told["raised_at"])) for one in disputes)


def counting(said: Sequence[Said], known: Doubts) -> Iterator[tuple[Said, date | None]]:
    """Those that count or wait, with the day of their dispute."""
    for one in said:
        found = known.get(one.about_id, UNDISPUTED)
        if found.counts:
            yield one, found.since


def incidents(said: Sequence[Said], known: Doubts) -> tuple[facts.Incident, ...]:
    ordered = sorted(said, key=lambda one: (one.told["at"], one.told["reference"]))
    return tuple(
        facts.Incident(day_of(one.told["at"]), facts.IncidentKind(one.told["counting"]), one.told["reference"], since)
        for one, since in counting(ordered, known)
    )


def actions(said: Sequence[Said], known: Doubts) -> tuple[facts.Action, ...]:
    """Those the trader owes, overdue or not: the day on which one will count is known ahead."""
    ordered = sorted(said, key=lambda one: (one.told["due_on"], one.about_id))
    return tuple(
        facts.Action(date.fromisoformat(one.told["due_on"]), (Domain(one.told["domain"]),), since)
        for one, since in counting(ordered, known)
    )


def infringements(said: Sequence[Said], known: Doubts) -> tuple[facts.Infringement, ...]:
    ordered = sorted(said, key=lambda one: (one.told["on"], one.told["reference"]))
    return tuple(infringement(one, since) for one, since in counting(ordered, known))


def infringement(one: Said, since: date | None) -> facts.Infringement:
    on, severity = date.fromisoformat(one.told["on"]), Severity(one.told["severity"])
    return facts.Infringement(
        on, severity, tuple(map(Domain, one.told["domains"])), one.told["disclosed"], one.told["cause"], since
    )


def late(said: Sequence[Said]) -> tuple[facts.LateNotice, ...]:
    """Nobody disputes one: it ends by sending it."""
    return tuple(sorted((facts.LateNotice(date.fromisoformat(one.told["on"])) for one in said), key=lambda one: one.on))


def alert(said: Sequence[Said], known: Doubts) -> facts.InsolvencyAlert | None:
    found = (facts.InsolvencyAlert(date.fromisoformat(one.told["since"]), since) for one, since in counting(said, known))
    return next(found, None)


def day_of(told: str) -> date:
    return clock.day_of(moment(told))


def moment(told: str) -> datetime:
    return datetime.fromisoformat(told)
