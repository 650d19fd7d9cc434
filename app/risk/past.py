"""The modifier of a past or coming moment.

What was published then is told as it was, unless something about that time was learnt since: then the facts of that time
are put right by what is known, and computed under the policy of that time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import clock
from app.register.past.finding import Past
from app.register.past.rows import Span
from app.risk.adverse import Dated
from app.risk.engine import ANYTHING, Shipment, compute
from app.risk.facts import Authorisation, Facts, Status, Step
from app.risk.models import Computation
from app.risk.policy import Policy

Fact = TypeVar("Fact", bound=Dated)


def computations(session: Session, pasts: Sequence[Past]) -> dict[UUID, Computation]:
    """Those of what stood and of what is known, by id: one query for all."""
    ids = {publication.computation_id for past in pasts for publication in (past.known, past.stood)}
    return {one.id: one for one in session.scalars(select(Computation).where(Computation.id.in_(ids)))} if ids else {}


def modifier(
    past: Past, computed: Mapping[UUID, Computation], policy: Callable[[], Policy], shipment: Shipment = ANYTHING
) -> Mapping[str, Any]:
    """The body of the risk answer, without what whoever answers puts around it; `policy` finds the one of that time."""
    stood, known = computed[past.stood.computation_id], computed[past.known.computation_id]
    facts = facts_at(past, Facts.from_dict(stood.facts), Facts.from_dict(known.facts))
    is_published = past.then is not None and past.as_of < stood.valid_until and facts.to_dict() == stood.facts
    if is_published and shipment == ANYTHING:
        return stood.output
    return compute(facts, policy(), past.as_of, shipment).to_json()


def facts_at(past: Past, stood: Facts, known: Facts) -> Facts:
    """What was owed, covered or declared then, with all that is known by now to have happened before."""
    if past.then is past.known:
        return stood
    day = clock.day_of(past.as_of)
    validated_on = latest(day, stood.last_validated_on, known.last_validated_on)
    return replace(
        stood,
        authorisations=authorisations_at(past, stood, known, provisional=validated_on is None),
        last_validated_on=validated_on,
        insolvency=known.insolvency if known.insolvency and known.insolvency.on <= day else stood.insolvency,
        checks=until(day, known.checks),
        infringements=until(day, known.infringements),
        incidents=until(day, known.incidents),
        suspended_parts=tuple(part for part in stood.suspended_parts if part.on <= day),
    )


def until(day: date, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    return tuple(one for one in facts if one.on <= day)


def latest(day: date, *days: date | None) -> date | None:
    """The last of these days that had come."""
    return max((one for one in days if one and one <= day), default=None)


def authorisations_at(past: Past, stood: Facts, known: Facts, *, provisional: bool) -> tuple[Authorisation, ...]:
    """As they were published, if their status is still believed to be what was believed then."""
    if past.then and held_as(past.held_by(past.then)) == held_as(past.held):
        return stood.authorisations
    since = {one.type: one.held_since for one in known.authorisations}
    return tuple(corrected(period, since.get(period.type), past, provisional=provisional) for period in past.held)


def held_as(periods: Sequence[Span]) -> list[tuple[UUID, str]]:
    return [(one.authorisation_id, one.status) for one in periods]


def corrected(period: Span, since: date | None, past: Past, *, provisional: bool) -> Authorisation:
    """What it became afterwards is another question: from there on nothing is known here."""
    return Authorisation(
        type=period.type,
        status=Status(period.status),
        then=(Step(period.valid_to, Status.UNKNOWN),) if period.valid_to else (),
        held_since=since if since and since <= clock.day_of(past.as_of) else period.since,
        provisional=provisional,
    )
