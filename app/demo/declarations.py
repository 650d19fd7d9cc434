"""A year of declarations: of some of the businesses, and of traders without the status who do the same work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts import clients
from app.core import clock
from app.outcomes import queries, service
from app.outcomes.models import Report
from app.outcomes.reported import Reported
from app.reactions import republish
from app.risk.ageing import add_months
from app.statistics.period import period
from app.statistics.refresh import refresh

SYSTEM = "demo-declarations"
A_REPORT, PEERS, PEERS_LODGE = 1_000, 12, 40


@dataclass(frozen=True)
class Way:
    """What a trader lodges, and how it is treated."""

    number: int
    role: str
    declarations: int
    controlled: float
    hours: float
    noticed: float = 0.8
    checks: int = 12
    errors: int = 0


WAYS = (
    Way(1, "freight_forwarder", 320, 0.03, 4),
    Way(7, "customs_broker", 260, 0.03, 5),
    Way(8, "exporter", 260, 0.16, 19, noticed=0.1),
    Way(9, "freight_forwarder", 300, 0.14, 21, noticed=0.0),
    Way(14, "importer", 360, 0.03, 4, checks=40, errors=1),
    Way(27, "importer", 240, 0.07, 9),
    Way(33, "freight_forwarder", 200, 0.05, 6, checks=8),
    Way(36, "exporter", 260, 0.04, 5, checks=16, errors=3),
)
ROLES = ("freight_forwarder", "customs_broker", "importer", "exporter")
REASONS, WEIGHTS = ("targeted", "other_party", "other_agency"), (6, 2, 3)
EXAMINED, OFTEN = ("documents", "scan", "physical"), (5, 2, 4)


def are_told(session: Session) -> bool:
    """What was told is known by its system."""
    return bool(session.scalar(select(func.count()).where(Report.system == SYSTEM)))


def tell(session: Session) -> None:
    """Once, by a system of its own, with what follows: modifiers and statistics."""
    if are_told(session):
        return
    clients.create(session, SYSTEM, "Demonstration declarations", [clients.Scope.OUTCOME], clients.secret(), by=None)
    told = [Reported.model_validate(one) for one in declarations()]
    for place in range(0, len(told), A_REPORT):
        service.report(session, SYSTEM, told[place : place + A_REPORT], by=None)
    waiting = queries.waiting(session, at_most=len(WAYS))
    republish(session, [one for one in waiting if queries.take(session, one)])
    refresh(session)


def declarations() -> Iterator[dict[str, Any]]:
    for way in WAYS:
        yield from lodged(f"ZZ1{way.number:09}", way, Random(way.number))  # noqa: S311  a story, not a secret
    for role in ROLES:
        for number in range(PEERS):
            peer = Way(100 + number, role, PEERS_LODGE, 0.14, 18, noticed=0.05, checks=1, errors=int(number == 0))
            trader = f"ZZ3{ROLES.index(role):02}{number:07}"
            yield from lodged(trader, peer, Random(f"{role} {number}"))  # noqa: S311  the same


def lodged(trader: str, way: Way, chance: Random) -> Iterator[dict[str, Any]]:
    for number in range(way.declarations):
        at = moment(chance)
        told = control(number, way, chance)
        released = at + timedelta(hours=chance.expovariate(1 / way.hours) + (14 if told else 0))
        yield {
            "reference": f"{trader[2:]}-{way.role[:3].upper()}-{number:05}",
            "operator": trader,
            "role": way.role,
            "size": "medium",
            "lodged_at": at,
            "released_at": released,
            "selection": "none",
        } | told


def moment(chance: Random) -> datetime:
    """On a day of the period, at an hour of the working day."""
    months = period(clock.today())
    days = (add_months(months.last, 1) - months.first).days
    return clock.start_of(months.first + timedelta(days=chance.randrange(days))) + timedelta(minutes=chance.randrange(420, 1_080))


def control(number: int, way: Way, chance: Random) -> dict[str, Any]:
    """The first ones are the sample; of the rest some are chosen."""
    if number < way.checks:
        return found("random", "documents", is_wrong=number < way.errors)
    if chance.random() >= way.controlled:
        return {}
    selection, examined = chance.choices(REASONS, WEIGHTS)[0], chance.choices(EXAMINED, OFTEN)[0]
    wrong = selection == "targeted" and chance.random() < 0.1
    return found(selection, examined, is_wrong=wrong) | {"notice": chance.random() < way.noticed}


def found(selection: str, examined: str, *, is_wrong: bool) -> dict[str, Any]:
    told = {"selection": selection, "examined": examined, "result": "material_error" if is_wrong else "clean"}
    return told | ({"domain": "fiscal"} if is_wrong else {})
