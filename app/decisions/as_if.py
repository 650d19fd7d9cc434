"""The facts as they would be once decisions were signed. What is made up here belongs to no session: nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from app.authorisations import models
from app.authorisations import queries as authorisations
from app.authorisations.models import Authorisation
from app.authorisations.states import State
from app.core import clock
from app.decisions.dates import ends, takes_effect
from app.decisions.models import Decision
from app.decisions.service.propose import LEADS_TO
from app.decisions.states import Measure
from app.history.kinds import Kind as Happened
from app.history.models import Event
from app.operators.models import Operator
from app.risk.facts import Facts, SuspendedPart
from app.risk.gather import suspensions
from app.risk.gather.parts import of_part
from app.risk.held import held

HAPPENS = {Measure.SUSPEND: Happened.AUTHORISATION_SUSPENDED, Measure.REINSTATE: Happened.AUTHORISATION_REINSTATED}


def as_if_signed(session: Session, operator: Operator, known: Facts, decisions: Sequence[Decision]) -> Facts:
    """What would be held, told from authorisations and events as of what is held."""
    known = replace(known, suspended_parts=tuple(parts_left_by(decisions, known.suspended_parts)))
    touching = [one for one in decisions if one.kind is not Measure.REFUSE and not one.is_in_part]
    if not touching:
        return known
    after, events = [left_by(one) for one in touching], list(recorded_by(touching))
    if known.authorisations:  # else there is nothing before
        changed = {one.id for one in after}
        after += [one for one in authorisations.of_operator(session, operator.id) if one.id not in changed]
        events = [*suspensions(session, [operator.id]).get(operator.id, ()), *events]
    provisional = known.last_validated_on is None
    return replace(known, authorisations=held(after, events, clock.today(), provisional=provisional))


def parts_left_by(decisions: Sequence[Decision], known: Sequence[SuspendedPart]) -> Iterator[SuspendedPart]:
    """What would be suspended by itself; of what is revoked there are no parts."""
    revoked = {one.type for one in decisions if one.kind is Measure.REVOKE}
    lifted = [fact_of(one) for one in decisions if one.is_in_part and one.kind is Measure.REINSTATE]
    yield from (one for one in known if one.type not in revoked and sorted_part(one) not in lifted)
    yield from (fact_of(one) for one in decisions if one.is_in_part and one.kind is Measure.SUSPEND)


def fact_of(decision: Decision) -> SuspendedPart:
    made_up = models.SuspendedPart(
        roles=decision.roles, sites=decision.sites, suspended_on=clock.today(), suspended_until=ends(decision)
    )
    return sorted_part(of_part(decision.type, decision.suspended_part or made_up))


def sorted_part(part: SuspendedPart) -> SuspendedPart:
    """As stored facts have it, whose lists stand in one order."""
    return replace(part, roles=tuple(sorted(part.roles)), sites=tuple(sorted(part.sites)))


def left_by(decision: Decision) -> Authorisation:
    """The authorisation as signing would leave it."""
    was = decision.authorisation
    return Authorisation(
        id=was.id if was else decision.id,
        type=decision.type,
        state=LEADS_TO.get(decision.kind, State.GRANTED),
        effective_from=was.effective_from if was else takes_effect(decision),
        effective_to=was.effective_to if was else None,
        suspended_until=ends(decision),
    )


def recorded_by(decisions: Sequence[Decision]) -> Iterator[Event]:
    """The events that would say when a suspension began or ended."""
    for one in decisions:
        if kind := HAPPENS.get(one.kind):
            yield Event(kind=kind, about_id=one.authorisation_id, at=clock.now(), facts={"ground": one.ground})
